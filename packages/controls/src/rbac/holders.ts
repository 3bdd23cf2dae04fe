import { refOf, type Evidence, type KubeObject } from '@bulwark/model';
import type { Binding, Subject } from '@bulwark/rbac';
import type { BoundBy } from './scope-policy.ts';

/** Whom the rules of a role are given to, and where. */
export interface Holders {
  /** `ServiceAccount shop/api`, each once. */
  readonly names: readonly string[];
  readonly isClusterWide: boolean;
  /** Where it is not: the namespaces of the bindings. */
  readonly namespaces: readonly string[];
  /** The bindings. */
  readonly evidence: readonly Evidence[];
}

const SHOWN = 5;
/** A subject of another kind is nobody. */
const SUBJECTS: ReadonlySet<string> = new Set(['User', 'Group', 'ServiceAccount']);

export function holdersOf(bound: readonly BoundBy[]): Holders {
  const names = new Set<string>();
  const namespaces = new Set<string>();
  let isClusterWide = false;
  for (const { binding } of bound) {
    const subjects = binding.subjects.filter(({ kind }) => SUBJECTS.has(kind));
    for (const subject of subjects) names.add(subjectText(subject, binding));
    if (subjects.length === 0) continue;
    if (binding.namespace === '') isClusterWide = true;
    else namespaces.add(binding.namespace);
  }
  const evidence = bound.slice(0, SHOWN).map(bindingEvidence);
  return { names: [...names], isClusterWide, namespaces: [...namespaces], evidence };
}

export function subjectText({ kind, namespace, name }: Subject, binding: Binding): string {
  if (kind !== 'ServiceAccount') return `${kind} ${name}`;
  return `ServiceAccount ${namespace || binding.namespace}/${name}`;
}

function bindingEvidence({ binding, through }: BoundBy): Evidence {
  const name = `${binding.kind} ${binding.namespace === '' ? '' : `${binding.namespace}/`}${binding.name}`;
  const role = through === undefined ? 'binds it' : `binds ${through.name}, which aggregates it,`;
  const [first] = binding.subjects;
  const to = first === undefined ? 'nobody' : subjectText(first, binding);
  const more = binding.subjects.length > 1 ? ` and ${binding.subjects.length - 1} more` : '';
  return { text: `${name} ${role} to ${to}${more}`, ...placedAt(binding.object) };
}

function placedAt(object: KubeObject | undefined): Partial<Evidence> {
  return object === undefined ? {} : { object: refOf(object), path: ['roleRef'] };
}
