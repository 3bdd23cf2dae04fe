import type { KubeObject, Path } from '@bulwark/model';
import { clean } from '@bulwark/report';
import { ruleWords, type Binding, type Gap, type Grant, type Role, type Subject } from '@bulwark/rbac';
import type { TextStyle } from '../input/text-style.ts';
import { writtenAt } from '../renders/written-at.ts';

/** The way from the user to the right, a line each: the binding with the subject, and the role with the rule. */
export function grantLines(grant: Grant, style: TextStyle): readonly string[] {
  const { binding, subject, role, rule } = grant;
  const writer = rule.from === undefined ? role : { ...role, name: rule.from.name, object: rule.from.object };
  const through = rule.from === undefined ? '' : `, which ${role.name} aggregates`;
  const subjectText = binding.subjects[subject];
  return [
    `${bindingName(binding)}${at(binding.object, ['subjects', subject], style)}  binds ${subjectText === undefined ? '' : subjectName(subjectText)}`,
    `${roleName(writer)}${through}${at(writer.object, ['rules', rule.index], style)}  lets it ${clean(ruleWords(rule.rule))}`,
  ];
}

export function gapLine({ binding, subject, reason }: Gap, style: TextStyle): string {
  const path: Path = subject === undefined ? ['roleRef'] : ['subjects', subject];
  return `${bindingName(binding)}${at(binding.object, path, style)}  ${clean(reason)}`;
}

export function bindingName({ kind, namespace, name }: Pick<Binding, 'kind' | 'namespace' | 'name'>): string {
  return clean(`${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`);
}

export function roleName({ kind, namespace, name }: Pick<Role, 'kind' | 'namespace' | 'name'>): string {
  return clean(`${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`);
}

export function subjectName({ kind, namespace, name }: Subject): string {
  return clean(`${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`);
}

/** Where it is written; what the API server brings itself is written nowhere. */
export function at(object: KubeObject | undefined, path: Path, { palette }: TextStyle): string {
  if (object === undefined) return palette.dim('  (made by the API server)');
  const place = writtenAt(object, path);
  return place === undefined ? '' : palette.dim(`  ${clean(place.file)}:${place.line}`);
}
