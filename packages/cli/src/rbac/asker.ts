import { splitServiceAccountName, type Asker, type Principal } from '@bulwark/rbac';
import { withGroups } from './principals.ts';

/** Anybody at all. */
export const ANYBODY: Asker = { name: undefined, groups: [], hasAllGroups: false };

/** Whom a principal of a binding means: a group any of its members, a user one who may be in more groups than the name brings. */
export function askerOf(principal: Principal): Asker {
  const { groups } = withGroups(principal);
  if (principal.kind === 'group') return { name: undefined, groups, hasAllGroups: false };
  return { name: principal.name, groups, hasAllGroups: splitServiceAccountName(principal.name) !== undefined };
}
