import type { Binding } from '../policy/binding.ts';
import type { Policy } from '../policy/policy.ts';
import type { Role } from '../policy/role.ts';

/** Why nobody can say all that a binding grants; undefined where it is known. A role that does not exist grants nothing. */
export function notKnown(policy: Policy, binding: Binding, role: Role | undefined): string | undefined {
  if (binding.unreadable !== undefined) return binding.unreadable;
  if (role !== undefined) return role.unreadable;
  if (policy.complete || !isKnownKind(binding)) return undefined;
  return `${binding.roleRef.kind} ${binding.roleRef.name} is not among the manifests`;
}

function isKnownKind({ roleRef, namespace }: Binding): boolean {
  return roleRef.kind === 'ClusterRole' || (roleRef.kind === 'Role' && namespace !== '');
}

/** Whether nobody can say whom a binding means: it may mean anybody. */
export function subjectsUnknown({ unreadable, subjects }: Binding): boolean {
  return unreadable !== undefined && subjects.length === 0;
}
