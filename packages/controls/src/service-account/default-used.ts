import {
  podFieldPath,
  refOf,
  refusedText,
  serviceAccountOf,
  tokenAutomount,
  type KubeObject,
  type Workload,
} from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { BINDING_KINDS } from '../rbac/rbac-kinds.ts';
import { bindingOf } from './bindings.ts';

const control: Control = defineControl({
  id: 'service-account/default-used',
  subject: 'workload',
  title: 'Workloads run as a ServiceAccount of their own, not as the default one',
  severity: 'low',
  offByDefault: 'service-account/automounted-token speaks of every pod that this one finds, and of the rights of its account',
  remediation: 'Create a ServiceAccount for the workload and name it in serviceAccountName',
  reads: [{ group: '', kind: 'ServiceAccount' }, ...BINDING_KINDS],

  check(workload, { scope }) {
    const account = serviceAccountOf(workload);
    if (account !== undefined && account !== 'default') return NOTHING;
    const at = podFieldPath(workload, 'serviceAccountName');
    if (account === undefined) return [refused(workload)];
    if (workload.open !== undefined) return [{ at, unknown: workload.open }];
    if (tokenAutomount(workload, scope).value === false) return NOTHING;
    const binding = bindingOf(scope, workload.object.namespace, account);
    return [
      {
        at,
        message: 'the pod runs as the ServiceAccount "default", which it shares with every pod that names none',
        severity: severityOf(binding),
        evidence:
          binding === undefined
            ? []
            : [{ text: `the ${binding.kind} gives the account rights`, object: refOf(binding), path: ['subjects'] }],
      },
    ];
  },

  why: `Every namespace has a ServiceAccount called default, and every pod that names no other runs as it. What one of them is
given, all of them have: the day somebody binds a role to it for one program, each pod of the namespace can use it, and the audit
log names the same user for all of them. An account of its own costs three lines and says who did what.`,
  details: `No name, an empty one and the word default are the same. A pod that gets no token of the
account has nothing of it, and passes. Where a binding among the manifests gives the account rights the severity is medium. What a Tekton Task leaves open is unknown.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/service-accounts/#default-service-accounts',
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
  ],
  requirements: { cis: ['5.1.5'], nsa: ['service-account-tokens'], mitre: ['T1528'], owasp: ['K03', 'K06'] },
  aliases: {
    kubescape: ['C-0189'],
    checkov: ['CKV_K8S_41'],
    'kube-linter': ['default-service-account'],
    kubesec: ['ServiceAccountName'],
    popeye: ['POP-300'],
  },

  examples: {
    fails: [
      {
        name: 'nobody names an account',
        yaml: `
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
      containers:
        - name: web
          image: nginx:1.29
`,
        at: ['spec.template.spec.serviceAccountName'],
      },
      {
        name: 'the default account has rights: worse',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
    - name: web
      image: nginx:1.29
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: readers
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: reader
subjects:
  - kind: ServiceAccount
    name: default
    namespace: shop
`,
        at: ['Pod/web spec.serviceAccountName'],
      },
    ],
    passes: [
      {
        name: 'an account of its own, and one by the old name of the field',
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
kind: Pod
metadata:
  name: old
spec:
  serviceAccount: web
  containers:
    - name: web
      image: nginx:1.29
`,
      },
      {
        name: 'the pod gets no token: it is the account in name only',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: default
  automountServiceAccountToken: false
  containers:
    - name: web
      image: nginx:1.29
`,
      },
      {
        name: 'a name that is no text',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: 123
  containers:
    - name: web
      image: nginx:1.29
`,
        unknown: ['serviceAccountName is read as 123, not as text, and the API server refuses it: put it in quotes'],
      },
    ],
  },
});

export default control;

function refused(workload: Workload): Outcome {
  const field = refusedText(workload.spec, ['serviceAccountName']) === undefined ? 'serviceAccount' : 'serviceAccountName';
  const reason = refusedText(workload.spec, [field])?.reason ?? 'the name of the ServiceAccount is no text';
  return { at: podFieldPath(workload, field), unknown: reason };
}

function severityOf(binding: KubeObject | undefined): Failure['severity'] {
  if (binding === undefined) return undefined;
  return { level: 'medium', reason: `the ${binding.kind} "${binding.name}" gives the account rights, and with it this pod` };
}
