import { ANONYMOUS, UNAUTHENTICATED } from '@bulwark/rbac';
import { NOTHING, defineControl, type Control } from '../control.ts';
import { bindingFrom, eachSubject, reach } from './judge-binding.ts';
import { BINDING_KINDS } from './rbac-kinds.ts';

const control: Control = defineControl({
  id: 'rbac/anonymous-binding',
  subject: BINDING_KINDS,
  title: 'Nothing is granted to those who do not say who they are',
  severity: 'critical',

  remediation: 'Take the subject out of the binding',

  check(object) {
    const binding = bindingFrom(object);
    if (binding === undefined || PUBLIC_ROLES.has(binding.roleRef.name)) return NOTHING;
    if (isNobody(binding.roleRef.name)) {
      return [
        {
          at: ['roleRef', 'name'],
          message: `refers to a role by the name of ${binding.roleRef.name}, which is no role: subject and role seem to have changed places`,
          severity: { level: 'low', reason: 'no such role is there, so that nothing is granted' },
        },
      ];
    }
    return eachSubject(
      binding,
      ({ kind, name }) => kind !== 'ServiceAccount' && isNobody(name),
      ({ subject }) => ({
        message: `grants ${binding.roleRef.kind} ${binding.roleRef.name} ${reach(binding)} to everybody who reaches the API server, without any credentials (${subject.name})`,
      }),
    );
  },

  why: `A request without credentials is the user system:anonymous of the group system:unauthenticated. What is granted to them is granted to
everybody who reaches the API server: on many clouds, the internet.`,
  details: `The roles that the API server itself opens to everybody (version, health) do not count. A binding whose role has the name of these
users is a mistake and low.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { cis: ['5.1.1'], nsa: ['rbac'], mitre: ['T1133'], owasp: ['K03'] },
  aliases: { kalm: ['RBAC-027'], kubescape: ['C-0262'] },

  examples: {
    fails: [
      {
        name: 'the anonymous user',
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
  - kind: User
    name: system:anonymous
    apiGroup: rbac.authorization.k8s.io
`,
        at: ['subjects[0].name'],
      },
      {
        name: 'subject and role changed places',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: open
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: system:anonymous
subjects:
  - kind: Group
    name: platform-admins
    apiGroup: rbac.authorization.k8s.io
`,
        at: ['roleRef.name'],
      },
    ],
    passes: [
      {
        name: 'what everybody may know',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: info
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: system:public-info-viewer
subjects:
  - kind: User
    name: system:anonymous
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
]);

function isNobody(name: string): boolean {
  return name === ANONYMOUS || name === UNAUTHENTICATED;
}
