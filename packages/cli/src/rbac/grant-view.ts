import type { KubeObject, Path } from '@bulwark/model';
import type { Binding, Gap, Grant, Role } from '@bulwark/rbac';
import { writtenAt } from '../renders/written-at.ts';

interface Written {
  readonly file: string;
  readonly line: number;
}

/** A grant as JSON shows it. */
export function grantView({ binding, subject, role, rule }: Grant): object {
  return {
    binding: { ...bindingView(binding), ...written(binding.object, ['subjects', subject]) },
    subject: binding.subjects[subject],
    role: roleView(role),
    rule: {
      ...(rule.from !== undefined && { aggregatedFrom: rule.from.name }),
      index: rule.index,
      ...rule.rule,
      ...written(rule.from === undefined ? role.object : rule.from.object, ['rules', rule.index]),
    },
  };
}

export function gapView({ binding, subject, reason }: Gap): object {
  return {
    binding: { ...bindingView(binding), ...written(binding.object, subject === undefined ? ['roleRef'] : ['subjects', subject]) },
    reason,
  };
}

function bindingView({ kind, namespace, name }: Binding): object {
  return { kind, ...(namespace !== '' && { namespace }), name };
}

function roleView({ kind, namespace, name, object }: Role): object {
  return { kind, ...(namespace !== '' && { namespace }), name, ...(object === undefined && { default: true }) };
}

export function written(object: KubeObject | undefined, path: Path): Partial<Written> {
  const place = object === undefined ? undefined : writtenAt(object, path);
  return place === undefined ? {} : { file: place.file, line: place.line };
}
