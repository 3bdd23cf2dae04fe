import { MASTERS } from '@bulwark/rbac';
import { NOTHING, defineControl, type Control } from '../control.ts';
import { bindingFrom, reach, subjectsText } from './judge-binding.ts';
import { BINDING_KINDS } from './rbac-kinds.ts';

const control: Control = defineControl({
  id: 'rbac/cluster-admin-binding',
  subject: BINDING_KINDS,
  title: 'Only administrators are bound to cluster-admin',
  severity: 'critical',

  remediation: 'Bind a role with what is needed; keep cluster-admin for a group of people',

  check(object) {
    const binding = bindingFrom(object);
    if (binding?.roleRef.kind !== 'ClusterRole' || binding.roleRef.name !== 'cluster-admin') return NOTHING;
    if (binding.subjects.every(({ kind, name }) => kind === 'Group' && name === MASTERS)) return NOTHING;
    return [
      {
        at: ['roleRef', 'name'],
        message: `lets ${subjectsText(binding)} do everything ${reach(binding)}`,
        severity:
          binding.namespace === '' ? undefined : { level: 'high', reason: 'a RoleBinding gives it in one namespace only' },
      },
    ];
  },

  why: `Whoever is bound to cluster-admin owns the cluster, its nodes and every Secret in it. A service account that is bound to it hands
that to whoever breaks into one of its pods or may read one of its tokens.`,
  details: `In a RoleBinding the role grants everything in that namespace: high. The group system:masters has it anyway and is not told. A group
of people may be meant: say so with a reason in an exception.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { cis: ['5.1.1'], nsa: ['rbac'], mitre: ['T1078'], owasp: ['K03'] },
  aliases: {
    kalm: ['RBAC-001'],
    kubescape: ['C-0035', 'C-0185'],
    trivy: ['KSV-0111', 'AVD-KSV-0111', 'KSV111'],
    'kube-linter': ['cluster-admin-role-binding'],
  },

  examples: {
    fails: [
      {
        name: 'a pipeline',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: ci
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: cluster-admin
subjects:
  - kind: ServiceAccount
    name: ci
    namespace: ops
`,
        at: ['roleRef.name'],
      },
      {
        name: 'in a namespace',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: ci
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: cluster-admin
subjects:
  - kind: ServiceAccount
    name: ci
    namespace: ops
`,
        at: ['roleRef.name'],
      },
    ],
    passes: [
      {
        name: 'another role',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: ci
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: deployer
subjects:
  - kind: ServiceAccount
    name: ci
    namespace: ops
`,
      },
      {
        name: 'system:masters',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: masters
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: cluster-admin
subjects:
  - kind: Group
    name: system:masters
    apiGroup: rbac.authorization.k8s.io
`,
      },
    ],
  },
});

export default control;
