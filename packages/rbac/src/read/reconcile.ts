import { stringAt, type KubeObject } from '@bulwark/model';
import { coverOf } from '../covers/covers.ts';
import type { Binding } from '../policy/binding.ts';
import type { Role, RoleRule } from '../policy/role.ts';

const AUTO_UPDATE = 'rbac.authorization.kubernetes.io/autoupdate';

/**
 * What the API server makes of a default role that somebody has written anew (k8s.io/component-helpers/auth/rbac/reconciliation,
 * ReconcileRoleOptions, which it runs at each of its starts): it adds the rules, labels and selectors that are missing and takes
 * nothing away, unless the role asks to be left alone. What it would not have taken leaves its own role as it was.
 */
export function reconcileRole(written: Role, own: Role): Role {
  if (isLeftAlone(written.object)) return written;
  const labels = { ...own.labels, ...written.labels };
  if (written.unreadable !== undefined) return { ...own, object: written.object, unreadable: written.unreadable };
  if (own.aggregates !== undefined) {
    const known = written.aggregates ?? [];
    const texts = new Set(known.map((selector) => JSON.stringify(selector)));
    return { ...written, labels, aggregates: [...known, ...own.aggregates.filter((one) => !texts.has(JSON.stringify(one)))] };
  }
  if (written.aggregates === undefined) return { ...written, labels, rules: withMissing(written.rules, own) };
  // At its start the server takes the aggregation away and leaves what it finds there, which is what was gathered until then.
  const unreadable = 'it aggregates, and is a default role that does not';
  return { ...written, labels, rules: withMissing([], own), aggregates: undefined, unreadable };
}

/** The server adds missing rules in pieces, one verb each. */
function withMissing(written: readonly RoleRule[], own: Role): readonly RoleRule[] {
  const held = written.map(({ rule }) => rule);
  const from = { name: own.name, object: undefined };
  const missing = own.rules.flatMap(({ rule, index }) =>
    coverOf(held, [rule]).uncovered.map((piece) => ({ rule: piece, from, index })),
  );
  return [...written, ...missing];
}

/**
 * The same for a binding: the subjects that are missing are added. One to another role is deleted and made anew, so that
 * nothing of what was written stays.
 */
export function reconcileBinding(written: Binding, own: Binding): Binding {
  if (isLeftAlone(written.object)) return written;
  if (written.unreadable !== undefined) return { ...own, object: written.object, unreadable: written.unreadable };
  if (written.roleRef.kind !== own.roleRef.kind || written.roleRef.name !== own.roleRef.name) return own;
  const missing = own.subjects.filter(
    (subject) =>
      !written.subjects.some(
        ({ kind, name, namespace }) => kind === subject.kind && name === subject.name && namespace === subject.namespace,
      ),
  );
  return { ...written, subjects: [...written.subjects, ...missing] };
}

function isLeftAlone(object: KubeObject | undefined): boolean {
  return object !== undefined && stringAt(object.value, 'metadata', 'annotations', AUTO_UPDATE) === 'false';
}
