import { MASTERS } from '@bulwark/rbac';
import { NOTHING, defineControl, type Control } from '../control.ts';
import { bindingFrom, eachSubject } from './judge-binding.ts';
import { BINDING_KINDS } from './rbac-kinds.ts';

const control: Control = defineControl({
  id: 'rbac/masters-binding',
  subject: BINDING_KINDS,
  title: 'No binding speaks of system:masters',
  severity: 'medium',

  remediation: 'Take the subject out: the group may do everything whatever bindings say',

  check(object) {
    const binding = bindingFrom(object);
    if (binding === undefined) return NOTHING;
    return eachSubject(
      binding,
      ({ kind, name }) => kind === 'Group' && name === MASTERS,
      () => ({
        message:
          'binds the group system:masters, which may do everything without a binding and keeps it when this one is taken away',
      }),
    );
  },

  why: `The API server asks no rule about members of system:masters: their rights cannot be bounded or revoked by roles. A binding that
names the group makes people believe that they can, and shows that somebody uses it day by day.`,
  details: `The API server's own binding cluster-admin does not count.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { cis: ['5.1.7'], nsa: ['rbac'], mitre: ['T1078'], owasp: ['K03'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'administrators',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: admins
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: deployer
subjects:
  - kind: Group
    name: system:masters
    apiGroup: rbac.authorization.k8s.io
`,
        at: ['subjects[0].name'],
      },
    ],
    passes: [
      {
        name: 'a group of people',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: admins
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: deployer
subjects:
  - kind: Group
    name: platform-admins
    apiGroup: rbac.authorization.k8s.io
`,
      },
    ],
  },
});

export default control;
