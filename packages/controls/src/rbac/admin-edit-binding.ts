import { NOTHING, defineControl, type Control } from '../control.ts';
import { bindingFrom, subjectsText } from './judge-binding.ts';
import { BINDING_KINDS } from './rbac-kinds.ts';

const control: Control = defineControl({
  id: 'rbac/admin-edit-binding',
  subject: BINDING_KINDS,
  title: 'Admin and edit are bound in namespaces, not over the cluster',
  severity: 'high',

  remediation: 'Bind them with RoleBindings in the namespaces that are meant',

  check(object) {
    const binding = bindingFrom(object);
    if (binding?.kind !== 'ClusterRoleBinding' || binding.roleRef.kind !== 'ClusterRole') return NOTHING;
    if (!['admin', 'edit'].includes(binding.roleRef.name) || binding.subjects.length === 0) return NOTHING;
    return [
      {
        at: ['roleRef', 'name'],
        message: `lets ${subjectsText(binding)} read every Secret and run pods as any service account in every namespace, kube-system too`,
      },
    ];
  },

  why: `The roles admin and edit are made for the owner of one namespace: they read its Secrets, run pods as its service accounts and may act
as them. Over the whole cluster that includes the accounts of its controllers, and with them everything.`,
  details: `Only ClusterRoleBindings count. That the same roles hold in a namespace is what they are for.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { cis: ['5.1.1'], nsa: ['rbac'], mitre: ['T1078'], owasp: ['K03'] },
  aliases: { kubescape: ['C-0272'] },

  examples: {
    fails: [
      {
        name: 'a group of developers',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: devs
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: edit
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
        name: 'in a namespace',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: devs
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: edit
subjects:
  - kind: Group
    name: platform-admins
    apiGroup: rbac.authorization.k8s.io
`,
      },
      {
        name: 'view',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: devs
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
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
