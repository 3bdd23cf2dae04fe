import type { KindRef } from '../control.ts';

export const RBAC = 'rbac.authorization.k8s.io';

export const ROLE_KINDS: readonly KindRef[] = [
  { group: RBAC, kind: 'ClusterRole' },
  { group: RBAC, kind: 'Role' },
];

export const BINDING_KINDS: readonly KindRef[] = [
  { group: RBAC, kind: 'RoleBinding' },
  { group: RBAC, kind: 'ClusterRoleBinding' },
];

/** What controls look up that judge roles with those whom they are bound to. */
export const RBAC_KINDS: readonly KindRef[] = [...ROLE_KINDS, ...BINDING_KINDS];
