import { type KubeObject, type Workload } from '@bulwark/model';
import { claimsOf } from '@bulwark/workload-identity';
import { defineControl, NOTHING, type Control, type Failure } from '../control.ts';
import { workloadEvidence } from '../namespace/workload-evidence.ts';
import { WORKLOAD_KINDS } from '../namespace/workload-kinds.ts';
import { usersOf } from './account-users.ts';
import { BINDING_KINDS } from '../rbac/rbac-kinds.ts';
import { bindingOf } from './bindings.ts';

const control: Control = defineControl({
  id: 'service-account/shared',
  subject: [{ group: '', kind: 'ServiceAccount' }],
  title: 'A ServiceAccount belongs to one workload',
  severity: 'low',
  remediation: 'Give each workload a ServiceAccount of its own, with the rights that this workload needs',
  reads: [...WORKLOAD_KINDS, ...BINDING_KINDS],

  check(account, { scope }) {
    if (account.name === 'default' || account.name === '') return NOTHING;
    const users = usersOf(account, scope);
    if (users.length < 2) return NOTHING;
    const workloads = distinct(users);
    if (workloads.length < 2) return NOTHING;
    const binding = bindingOf(scope, account.namespace, account.name);
    return [
      {
        at: ['metadata', 'name'],
        message: `${workloads.length} workloads run as the ServiceAccount "${account.name}"`,
        severity: binding === undefined && claimsOf(account).length === 0 ? NO_RIGHTS : undefined,
        evidence: workloadEvidence(workloads, 'run as it'),
      },
    ];
  },

  why: `Rights are given to the account, so that each of its workloads has what any of them needs: the front end that answers
the whole internet can read the Secrets that only the job behind it uses. In the audit log they are one user.`,
  details: `Workloads of one kind and name in several environments are one. What a controller has made (a Deployment's
ReplicaSets and Pods) does not count. The account default is another control's. Where no binding among the manifests gives the
account rights, and no annotation an identity of a cloud, there is nothing to share yet, and it is information only. An account that no file shows is not judged.`,
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege'],
  requirements: { nsa: ['least-privilege'], owasp: ['K03'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'two workloads and a binding',
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: shop
  namespace: shop
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  serviceAccountName: shop
  containers:
    - name: web
      image: nginx:1.29
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: clean
  namespace: shop
spec:
  schedule: "@daily"
  jobTemplate:
    spec:
      template:
        spec:
          serviceAccountName: shop
          restartPolicy: Never
          containers:
            - name: clean
              image: registry.example.com/clean:2.1
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: shop
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: shop
subjects:
  - kind: ServiceAccount
    name: shop
    namespace: shop
`,
        at: ['ServiceAccount/shop metadata.name'],
      },
    ],
    passes: [
      {
        name: 'one workload, and the pod that it has made',
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      serviceAccountName: web
      containers:
        - name: web
          image: nginx:1.29
---
apiVersion: v1
kind: Pod
metadata:
  name: web-5d4f8c7b9-x2x7q
  namespace: shop
  ownerReferences:
    - {apiVersion: apps/v1, kind: ReplicaSet, name: web-5d4f8c7b9, uid: 0d0b9e0e-5a2f-4c41-9a6b-8a2b7f4c1d2f, controller: true}
spec:
  serviceAccountName: web
  containers:
    - name: web
      image: nginx:1.29
`,
      },
    ],
  },
});

export default control;

const NO_RIGHTS: Failure['severity'] = {
  level: 'info',
  reason: 'no binding among the objects that were read gives the account rights, and it has no identity of a cloud',
};

/** The objects of the workloads, those of one kind and name once: an environment each. */
function distinct(users: readonly Workload[]): readonly KubeObject[] {
  const byName = new Map(users.map(({ object }) => [`${object.kind}/${object.name}`, object] as const));
  return [...byName.values()];
}
