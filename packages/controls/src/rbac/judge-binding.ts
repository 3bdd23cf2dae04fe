import type { KubeObject } from '@bulwark/model';
import { readBinding, type Binding, type Subject } from '@bulwark/rbac';
import { NOTHING, type Failure, type Outcome } from '../control.ts';
import { subjectText } from './holders.ts';

/** A subject of a binding, with its place in it. */
export interface PlacedSubject {
  readonly subject: Subject;
  readonly index: number;
}

const BOOTSTRAP = 'kubernetes.io/bootstrapping';

/** A binding that can be read, and that is none of those which the API server makes itself (in a dump of a cluster). */
export function bindingFrom(object: KubeObject): Binding | undefined {
  const binding = readBinding(object);
  if (binding === undefined || binding.unreadable !== undefined) return undefined;
  const metadata = object.value['metadata'] as { readonly labels?: Readonly<Record<string, unknown>> } | undefined;
  const isBootstrap = binding.name.startsWith('system:') || binding.name === 'cluster-admin';
  return isBootstrap && metadata?.labels?.[BOOTSTRAP] === 'rbac-defaults' ? undefined : binding;
}

/** One failure for each subject that counts. */
export function eachSubject(
  binding: Binding,
  counts: (subject: Subject) => boolean,
  failureOf: (subject: PlacedSubject) => Omit<Failure, 'at'>,
): readonly Outcome[] {
  const found = binding.subjects.flatMap((subject, index) => (counts(subject) ? [{ subject, index }] : []));
  return found.length === 0 ? NOTHING : found.map((placed) => ({ at: ['subjects', placed.index, 'name'], ...failureOf(placed) }));
}

/** `ServiceAccount shop/api and 2 more`. */
export function subjectsText(binding: Binding): string {
  const [first, ...more] = binding.subjects.map((subject) => subjectText(subject, binding));
  if (first === undefined) return 'nobody';
  return more.length === 0 ? first : more.length === 1 ? `${first} and ${more[0]}` : `${first} and ${more.length} more`;
}

/** `in every namespace`, or where a RoleBinding is. */
export function reach({ namespace }: Binding): string {
  return namespace === '' ? 'in the whole cluster' : `in namespace ${namespace}`;
}
