import { listAt, podFieldPath, serviceAccountOf, stringAt, tokenAutomount, type Workload } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { bindingOf } from '../service-account/bindings.ts';
import { BINDING_KINDS, ROLE_KINDS } from './rbac-kinds.ts';
import { takeoverBy, type Takeover } from './takeovers.ts';

const control: Control = defineControl({
  id: 'rbac/workload-takeover-roles',
  subject: 'workload',
  title: 'No workload holds the way to cluster-admin',
  severity: 'high',
  remediation: 'Take away the grant that the first step rests on, or give the pod no token (automountServiceAccountToken: false)',
  reads: [...ROLE_KINDS, ...BINDING_KINDS, { group: '', kind: 'ServiceAccount' }],

  check(workload, { scope }) {
    const account = serviceAccountOf(workload);
    const { namespace } = workload.object;
    if (account === undefined || bindingOf(scope, namespace, account) === undefined) return NOTHING;
    const way = takeoverBy(scope, namespace, account);
    if (way === undefined) return NOTHING;
    const at = podFieldPath(workload, 'serviceAccountName');
    const token = tokenAutomount(workload, scope);
    if (token.value === false && !asksForToken(workload)) return NOTHING;
    if (token.value === 'unknown' && !asksForToken(workload)) return [{ at, unknown: token.reason }];
    return [{ at, message: messageOf(account, way), evidence: way.evidence }];
  },

  why: `Whoever breaks into a container has the token of its service account. Where the account's rights lead to cluster-admin, in one
step or in several, one hole in one program is the whole cluster.`,
  details: `The account's own bindings count, together, with the roles that they name; from account to account, as bulwark rbac
escalations tells it, which shows the requests too. What a group lets it do is said of the group, by other controls. A step that only
works if a certain pod runs somewhere does not count, nor does what admission might refuse. A pod without a token passes; whether
it has one, where its ServiceAccount is not among the objects, is unknown.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#kubernetes-rbac-privilege-escalation-risks',
    'https://kubernetes.io/docs/concepts/security/service-accounts/',
  ],
  requirements: { nsa: ['least-privilege'], mitre: ['T1528', 'T1078'], owasp: ['K03'] },
  aliases: { kubescape: ['C-0267'] },

  examples: {
    fails: [
      {
        name: 'it makes tokens of an account that binds roles',
        complete: true,
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: shop
spec:
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec:
      serviceAccountName: api
      containers: [{name: api, image: "registry.example/api:1"}]
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: api
  namespace: shop
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: deployer
  namespace: ops
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: tokens
  namespace: ops
rules:
  - apiGroups: [""]
    resources: [serviceaccounts/token]
    verbs: [create]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: tokens
  namespace: ops
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: tokens}
subjects: [{kind: ServiceAccount, name: api, namespace: shop}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: deployer
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
subjects: [{kind: ServiceAccount, name: deployer, namespace: ops}]
`,
        at: ['Deployment/api spec.template.spec.serviceAccountName'],
      },
    ],
    passes: [
      {
        name: 'its pod has no token',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: api
  namespace: shop
spec:
  serviceAccountName: deployer
  automountServiceAccountToken: false
  containers: [{name: api, image: "registry.example/api:1"}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: deployer
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
subjects: [{kind: ServiceAccount, name: deployer, namespace: shop}]
`,
      },
      {
        name: 'it reads Secrets of its namespace, where no account is more than it is',
        complete: true,
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: api
  namespace: shop
spec:
  serviceAccountName: api
  containers: [{name: api, image: "registry.example/api:1"}]
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: api
  namespace: shop
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: api
  namespace: shop
rules:
  - apiGroups: [""]
    resources: [secrets]
    verbs: [get]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: api
  namespace: shop
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: api}
subjects: [{kind: ServiceAccount, name: api, namespace: shop}]
`,
      },
    ],
  },
});

export default control;

/** Whether a volume brings a token for the API server, though none is mounted by itself. */
function asksForToken({ spec }: Workload): boolean {
  return listAt(spec, 'volumes').some((volume) =>
    listAt(volume, 'projected', 'sources').some(
      (source) =>
        stringAt(source, 'serviceAccountToken', 'path') !== undefined &&
        stringAt(source, 'serviceAccountToken', 'audience') === undefined,
    ),
  );
}

function messageOf(account: string, { isAdmin, says }: Takeover): string {
  const whose = `its ServiceAccount "${account}"`;
  return isAdmin
    ? `whoever breaks into it is cluster-admin, as ${whose} is`
    : `whoever breaks into it becomes cluster-admin as ${whose}: ${says}`;
}
