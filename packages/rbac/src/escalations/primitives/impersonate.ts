import { MASTERS, serviceAccountName } from '../../subject/user.ts';
import { need } from '../need.ts';
import type { Act, Permission, Primitive } from '../primitive.ts';

const CLUSTER_ONLY = { cluster: 'high', namespace: 'medium' } as const;

/** Says in headers to be somebody else (k8s.io/apiserver/pkg/endpoints/filters/impersonation). */
function impersonation(permissions: readonly Permission[], user: string, groups: readonly string[] = []): Act {
  return {
    method: 'POST',
    path: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
    headers: { 'Impersonate-User': user, ...(groups.length > 0 && { 'Impersonate-Group': groups.join(', ') }) },
    says: `acts as ${user}${groups.length === 0 ? '' : `, in group ${groups.join(', ')}`}`,
    permissions,
  };
}

export const impersonateUsers: Primitive = {
  id: 'impersonate-users',
  title: 'acts as other users',
  techniques: ['T1134', 'T1078'],
  says: true,
  severity: CLUSTER_ONLY,
  ways: [
    {
      needs: [need('impersonate', 'users', 'target')],
      gives: ({ namespace, targets }) =>
        namespace === '' ? [{ position: { kind: 'users', by: 'impersonation', names: targets } }] : [],
      acts: (permissions, { target }) => [impersonation(permissions, target)],
    },
  ],
};

export const impersonateServiceAccounts: Primitive = {
  id: 'impersonate-service-accounts',
  title: 'acts as service accounts',
  techniques: ['T1134', 'T1078'],
  says: true,
  severity: CLUSTER_ONLY,
  ways: [
    {
      needs: [need('impersonate', 'serviceaccounts', 'target')],
      gives: ({ namespace, targets }) => [
        { position: { kind: 'service-accounts', by: 'impersonation', namespace, names: targets } },
      ],
      acts: (permissions, { namespace, target }) => [impersonation(permissions, serviceAccountName(namespace, target))],
    },
  ],
};

/** A group is said beside a user or a service account only: the right to groups alone is no use. */
export const impersonateGroups: Primitive = {
  id: 'impersonate-groups',
  title: 'puts itself into groups',
  techniques: ['T1134', 'T1078'],
  says: true,
  severity: { cluster: 'critical', namespace: 'critical' },
  ways: [
    {
      needs: [need('impersonate', 'users', 'other'), need('impersonate', 'groups', 'target')],
      gives: ({ namespace, targets }) => (namespace === '' ? groupGains(targets) : []),
      acts: (permissions, { target, other }) => [impersonation(permissions, other, [target])],
    },
    {
      needs: [need('impersonate', 'serviceaccounts', 'other'), need('impersonate', 'groups', 'target')],
      gives: ({ targets }) => groupGains(targets),
      acts: (permissions, { target, other, namespace }) => [
        impersonation(permissions, serviceAccountName(namespace, other), [target]),
      ],
    },
  ],
};

function groupGains(names: readonly string[] | undefined): ReturnType<Primitive['ways'][number]['gives']> {
  if (names === undefined || names.includes(MASTERS)) return [{ position: { kind: 'cluster-admin' }, target: MASTERS }];
  return names.map((name) => ({ position: { kind: 'groups', names: [name] }, target: name, severity: 'high' }));
}
