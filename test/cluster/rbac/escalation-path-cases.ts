import type { SmallGrant } from '../../../packages/rbac/src/testing/small-policy.ts';

const AS_USER = 'impersonate:user-info users.authn';

/** Ways through several identities to cluster-admin, by what each of them is given. */
export interface PathCase {
  readonly primitives: readonly string[];
  readonly since?: number;
  readonly grants: readonly SmallGrant[];
}

const BINDER = ['create clusterrolebindings.rbac', 'bind clusterroles.rbac cluster-admin'];

export const PATH_CASES: readonly PathCase[] = [
  {
    primitives: ['mint-token', 'bind-role'],
    grants: [
      { to: '{ns}/who', in: '{ns}', rules: ['create serviceaccounts/token'] },
      { to: '{ns}/deployer', rules: BINDER },
    ],
  },
  {
    primitives: ['take-over-account', 'bind-role'],
    grants: [
      { to: '{ns}/who', in: '{ns}', rules: ['create serviceaccounts'] },
      { to: '{ns}/who', in: '{ns}', rules: ['create serviceaccounts/token gone'] },
      { to: '{ns}/gone', rules: BINDER },
    ],
  },
  {
    primitives: ['impersonate-service-accounts', 'bind-role'],
    grants: [
      { to: '{ns}/who', in: '{ns}', rules: ['impersonate serviceaccounts deployer'] },
      { to: '{ns}/deployer', rules: BINDER },
    ],
  },
  {
    primitives: ['impersonate-groups', 'bind-role'],
    grants: [
      { to: '{ns}/who', in: '{ns}', rules: ['impersonate serviceaccounts default'] },
      { to: '{ns}/who', rules: ['impersonate groups {ns}-devs'] },
      { to: '@{ns}-devs', rules: BINDER },
    ],
  },
  {
    primitives: ['impersonate-users', 'mint-token', 'bind-role'],
    grants: [
      { to: '{ns}/who', rules: ['impersonate users {ns}-jane'] },
      { to: '{ns}-jane', in: '{ns}', rules: ['create serviceaccounts/token deployer'] },
      { to: '{ns}/deployer', rules: BINDER },
    ],
  },
  {
    since: 36,
    primitives: ['impersonate-on', 'bind-role'],
    grants: [
      { to: '{ns}/who', rules: [`${AS_USER} {ns}-jane`, 'impersonate-on:user-info:create serviceaccounts/token'] },
      { to: '{ns}-jane', in: '{ns}', rules: ['create serviceaccounts/token deployer'] },
      { to: '{ns}/deployer', rules: BINDER },
    ],
  },
  {
    primitives: ['bind-role', 'escalate-role'],
    grants: [
      { to: '{ns}/who', rules: ['create clusterrolebindings.rbac'] },
      { to: '{ns}/who', rules: ['bind clusterroles.rbac {ns}-there'] },
      { to: '{ns}/who', rules: ['patch,escalate clusterroles.rbac {ns}-there'] },
      { to: 'nobody', role: '{ns}-there', rules: ['get services'] },
    ],
  },
];
