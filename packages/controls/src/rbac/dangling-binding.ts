import type { Scope } from '@bulwark/model';
import type { Binding } from '@bulwark/rbac';
import { NOTHING, defineControl, type Control, type Outcome } from '../control.ts';
import { bindingFrom } from './judge-binding.ts';
import { BINDING_KINDS, RBAC, ROLE_KINDS } from './rbac-kinds.ts';

const control: Control = defineControl({
  id: 'rbac/dangling-binding',
  subject: BINDING_KINDS,
  title: 'Bindings refer to roles and service accounts that are there',
  severity: 'low',

  remediation: 'Take the binding away, or make what it refers to',
  reads: [...ROLE_KINDS, { group: '', kind: 'ServiceAccount' }],

  check(object, { scope }) {
    const binding = bindingFrom(object);
    if (binding === undefined) return NOTHING;
    return [...missingRole(binding, scope), ...missingAccounts(binding, scope)];
  },

  why: `A binding to a role that is not there grants nothing until somebody makes a role of that name, and then whatever that grants. One to
a service account that is not there waits for whoever may create it: they get the rights with the name.`,
  details: `Only where all of the cluster is there (--complete) can anybody say that something is missing. The roles that the API server brings
itself are always there. Users and groups are no objects.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ],
  requirements: { mitre: ['T1098.001'], owasp: ['K03'] },
  aliases: { popeye: ['1300'] },

  examples: {
    fails: [
      {
        name: 'a role that is not there',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: api
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: reader
subjects:
  - kind: ServiceAccount
    name: ci
    namespace: ops
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: ci
  namespace: ops
`,
        complete: true,
        at: ['RoleBinding/api roleRef.name'],
      },
      {
        name: 'an account that is not there',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: api
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: deployer
subjects:
  - kind: ServiceAccount
    name: ci
    namespace: ops
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: deployer
  namespace: shop
rules:
  - apiGroups: [""]
    resources: [configmaps]
    verbs: [get]
`,
        complete: true,
        at: ['RoleBinding/api subjects[0].name'],
      },
    ],
    passes: [
      {
        name: 'both are there',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: api
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: deployer
subjects:
  - kind: ServiceAccount
    name: ci
    namespace: ops
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: deployer
  namespace: shop
rules:
  - apiGroups: [""]
    resources: [configmaps]
    verbs: [get]
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: ci
  namespace: ops
`,
        complete: true,
      },
      {
        name: 'not all of the cluster is there',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: api
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: reader
subjects:
  - kind: ServiceAccount
    name: ci
    namespace: ops
`,
      },
    ],
  },
});

export default control;

const OF_THE_SERVER = /^(?:system:.*|cluster-admin|admin|edit|view)$/;

function missingRole({ roleRef, namespace }: Binding, scope: Scope): readonly Outcome[] {
  const isServers = roleRef.kind === 'ClusterRole' && OF_THE_SERVER.test(roleRef.name);
  if (isServers || !scope.complete) return NOTHING;
  const found = scope.get(RBAC, roleRef.kind, roleRef.kind === 'Role' ? namespace : undefined, roleRef.name);
  if (found !== undefined) return NOTHING;
  return [{ at: ['roleRef', 'name'], message: `refers to ${roleRef.kind} ${roleRef.name}, which is not there` }];
}

function missingAccounts({ subjects, namespace }: Binding, scope: Scope): readonly Outcome[] {
  if (!scope.complete) return NOTHING;
  return subjects.flatMap((subject, index) => {
    const home = subject.namespace || namespace;
    // Every namespace has one of this name, and kube-system those of Kubernetes' own controllers.
    if (subject.kind !== 'ServiceAccount' || subject.name === 'default' || home === 'kube-system') return [];
    if (scope.get('', 'ServiceAccount', home, subject.name) !== undefined) return [];
    return [
      {
        at: ['subjects', index, 'name'],
        message: `binds ServiceAccount ${home}/${subject.name}, which is not there: whoever creates it has these rights`,
      },
    ];
  });
}
