import { podFieldPath, serviceAccountOf, type KubeObject, type Scope } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { hasPlaceholder } from '../placeholder.ts';

const control: Control = defineControl({
  id: 'service-account/not-found',
  subject: 'workload',
  title: 'The ServiceAccounts that workloads name exist',
  severity: 'medium',
  concern: 'reliability',
  remediation: 'Create the ServiceAccount in the namespace of the workload, or correct its name',
  reads: [{ group: '', kind: 'ServiceAccount' }],
  judgesPartial: true,

  check(workload, { scope }) {
    const account = serviceAccountOf(workload);
    // Kubernetes makes the account default in every namespace. A name that is no text is another control's.
    if (account === undefined || account === 'default') return NOTHING;
    const { namespace } = workload.object;
    if (scope.get('', 'ServiceAccount', namespace, account) !== undefined) return NOTHING;
    const at = podFieldPath(workload, 'serviceAccountName');
    if (hasPlaceholder(account)) return [{ at, unknown: `the name "${account}" is filled in later` }];
    if (!scope.complete) {
      return [{ at, unknown: `the ServiceAccount "${account}" is not among the objects that were read` }];
    }
    const elsewhere = namesake(scope, account);
    if (elsewhere !== undefined && namespace === undefined) {
      return [{ at, unknown: `the manifest leaves open in which namespace the ServiceAccount "${account}" would have to be` }];
    }
    const where = namespace === undefined ? 'anywhere' : `in the namespace "${namespace}"`;
    const other = elsewhere?.namespace === undefined ? '' : `, only in "${elsewhere.namespace}"`;
    return [{ at, message: `there is no ServiceAccount "${account}" ${where}${other}: no pod can be created` }];
  },

  why: `The API server refuses a pod whose ServiceAccount is not there, so that the workload is there and nothing runs. Whoever
may create ServiceAccounts in the namespace can later decide what the name stands for.`,
  details: `Judged only where the whole cluster is among the objects (--complete), because an account that is not there may come
from elsewhere; it is unknown otherwise. An account of the same name in another namespace does not help.`,
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/'],
  requirements: {},
  aliases: { kubescape: ['C-0307'], 'kube-linter': ['non-existent-service-account'], popeye: ['POP-307', 'POP-507'] },

  examples: {
    fails: [
      {
        name: 'the account is in another namespace',
        complete: true,
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  serviceAccountName: web
  containers:
    - name: web
      image: nginx:1.29
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: other
`,
        at: ['Pod/web spec.serviceAccountName'],
      },
    ],
    passes: [
      {
        name: 'it is there, or it is the default one',
        complete: true,
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  serviceAccountName: web
  containers:
    - name: web
      image: nginx:1.29
---
apiVersion: v1
kind: Pod
metadata:
  name: mail
  namespace: shop
spec:
  containers:
    - name: web
      image: nginx:1.29
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
`,
      },
      {
        name: 'not the whole cluster',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  serviceAccountName: web
  containers:
    - name: web
      image: nginx:1.29
`,
        unknown: ['the ServiceAccount "web" is not among the objects that were read'],
      },
      {
        name: 'the namespace is open',
        complete: true,
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: web
  containers:
    - name: web
      image: nginx:1.29
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
`,
        unknown: ['the manifest leaves open in which namespace the ServiceAccount "web" would have to be'],
      },
    ],
  },
});

export default control;

/** An account of this name in whatever namespace. */
function namesake(scope: Scope, name: string): KubeObject | undefined {
  for (const account of scope.ofKind('', 'ServiceAccount')) if (account.name === name) return account;
  return undefined;
}
