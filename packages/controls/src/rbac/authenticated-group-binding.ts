import { AUTHENTICATED, SERVICE_ACCOUNTS } from '@bulwark/rbac';
import { NOTHING, defineControl, type Control } from '../control.ts';
import { bindingFrom, eachSubject, reach } from './judge-binding.ts';
import { BINDING_KINDS } from './rbac-kinds.ts';

const control: Control = defineControl({
  id: 'rbac/authenticated-group-binding',
  subject: BINDING_KINDS,
  title: 'Nothing is granted to everybody who can log in',
  severity: 'high',

  remediation: 'Bind a group of the people or service accounts that are meant',

  check(object) {
    const binding = bindingFrom(object);
    if (binding === undefined || PUBLIC_ROLES.has(binding.roleRef.name)) return NOTHING;
    return eachSubject(
      binding,
      ({ kind, name }) => kind === 'Group' && WIDE_GROUPS.has(name),
      ({ subject }) => ({
        message: `grants ${binding.roleRef.kind} ${binding.roleRef.name} ${reach(binding)} to ${WIDE_GROUPS.get(subject.name)}`,
      }),
    );
  },

  why: `The group system:authenticated holds every user and every pod of the cluster that has a token; on GKE it holds everybody who has a
Google account. system:serviceaccounts holds every pod with a token.`,
  details: `What the API server itself grants to these groups (discovery, reading one's own rights) does not count. The service accounts of one
namespace (system:serviceaccounts:shop) are no such group.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { cis: ['5.1.1'], nsa: ['rbac'], mitre: ['T1078'], owasp: ['K03'] },
  aliases: { kubescape: ['C-0265'] },

  examples: {
    fails: [
      {
        name: 'everybody',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: open
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects:
  - kind: Group
    name: system:authenticated
    apiGroup: rbac.authorization.k8s.io
`,
        at: ['subjects[0].name'],
      },
    ],
    passes: [
      {
        name: 'discovery',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: discovery
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: system:discovery
subjects:
  - kind: Group
    name: system:authenticated
    apiGroup: rbac.authorization.k8s.io
`,
      },
    ],
  },
});

export default control;

const PUBLIC_ROLES: ReadonlySet<string> = new Set([
  'system:public-info-viewer',
  'system:discovery',
  'system:basic-user',
  'system:service-account-issuer-discovery',
  'system:cluster-trust-bundle-discovery',
  'system:volume-scheduler',
]);

const WIDE_GROUPS: ReadonlyMap<string, string> = new Map([
  [AUTHENTICATED, 'everybody who can log in, every pod with a token among them'],
  [SERVICE_ACCOUNTS, 'every service account, and so to every pod with a token'],
]);
