import { podFieldPath, refOf, set, tokenAutomount, type Evidence, type KubeObject, type KnownAutomount } from '@bulwark/model';
import { defineControl, type Control, type Failure } from '../control.ts';
import { BINDING_KINDS } from '../rbac/rbac-kinds.ts';
import { bindingOf } from './bindings.ts';
import { withoutToken } from '../hazards/shared.ts';

const control: Control = defineControl({
  id: 'service-account/automounted-token',
  subject: 'workload',
  title: 'Pods hold a token for the Kubernetes API only where they use it',
  severity: 'medium',
  remediation: 'Set automountServiceAccountToken: false on the pod, unless its program calls the Kubernetes API',
  reads: [{ group: '', kind: 'ServiceAccount' }, ...BINDING_KINDS],

  *check(workload, { scope }) {
    const token = tokenAutomount(workload, scope);
    const at = podFieldPath(workload, 'automountServiceAccountToken');
    if (token.value === false) return;
    if (token.value === 'unknown') {
      yield { at: token.decidedBy === 'pod' ? token.path : at, unknown: token.reason };
      return;
    }
    const binding = bindingOf(scope, workload.object.namespace, token.serviceAccount);
    yield {
      at,
      message: messageOf(token),
      severity: severityOf(token, binding),
      evidence: evidenceOf(token, binding),
      fix: {
        kind: 'suggestion',
        edits: [set(at, false)],
        hazards: withoutToken(workload.object.namespace, token.serviceAccount),
      },
    };
  },

  why: `Unless told otherwise, Kubernetes puts a token of the pod's ServiceAccount into every container. Most programs never use
it; whoever breaks into one does: it answers who the account is and what it may do, and opens all of it. An account without
rights of its own today may get some tomorrow, and with it every pod that holds its token.`,
  details: `The pod's field stands over the ServiceAccount's; where neither is set, the token is mounted. A ServiceAccount that is not
among the objects that were read is unknown, as is one whose name is no text (serviceAccountName: 123). A program that calls the API (an operator, a controller) needs its token: where
the pod asks for it explicitly, or where a binding gives rights to its account (not to the one called default, which nobody chose), the severity is low, and where both hold it is
info: all there is to do is to make sure that it is meant.`,
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
    'https://kubernetes.io/docs/concepts/security/service-accounts/',
  ],
  requirements: { cis: ['5.1.6'], nsa: ['service-account-tokens'], mitre: ['T1528', 'T1552.007'], owasp: ['K06'] },
  aliases: {
    trivy: ['KSV-0036', 'AVD-KSV-0036', 'KSV036'],
    kubescape: ['C-0034', 'C-0190', 'C-0261'],
    checkov: ['CKV_K8S_38'],
    polaris: ['automountServiceAccountToken'],
    kics: ['48471392-d4d0-47c0-b135-cdec95eb3eef'],
    kubesec: ['AutomountServiceAccountToken'],
    kalm: ['POD-003'],
  },

  examples: {
    fails: [
      {
        name: 'nobody turns it off',
        complete: true,
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
        at: ['Deployment/web spec.template.spec.automountServiceAccountToken'],
      },
      {
        name: "the pod's true stands over the account's false",
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  serviceAccountName: web
  automountServiceAccountToken: true
  containers:
    - name: web
      image: nginx:1.29
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: shop
automountServiceAccountToken: false
`,
        at: ['Pod/web spec.automountServiceAccountToken'],
      },
      {
        name: 'an account with rights: probably meant, so less severe',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: operator
  namespace: shop
spec:
  serviceAccountName: operator
  containers:
    - name: operator
      image: registry.example.com/operator:3.2.0
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: operator
  namespace: shop
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: operator
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: operator
subjects:
  - kind: ServiceAccount
    name: operator
    namespace: shop
`,
        at: ['Pod/operator spec.automountServiceAccountToken'],
      },
    ],
    passes: [
      {
        name: 'the pod turns it off',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  automountServiceAccountToken: false
  containers:
    - name: web
      image: nginx:1.29
`,
      },
      {
        name: 'the account turns it off',
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
automountServiceAccountToken: false
`,
      },
      {
        name: 'an account that nobody shows',
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
    ],
  },
});

export default control;

function messageOf({ decidedBy, serviceAccount }: KnownAutomount): string {
  if (decidedBy === 'pod') return `the pod asks for the token of its ServiceAccount "${serviceAccount}"`;
  if (decidedBy === 'service-account')
    return `the ServiceAccount "${serviceAccount}" mounts its token, and the pod does not turn it off`;
  return `the token of the ServiceAccount "${serviceAccount}" is mounted, because neither it nor the pod turns it off`;
}

function severityOf({ decidedBy, serviceAccount }: KnownAutomount, binding: KubeObject | undefined): Failure['severity'] {
  const asks = decidedBy === 'pod';
  const rights = binding === undefined ? '' : `the ${binding.kind} "${binding.name}" gives the account rights`;
  if (asks && binding !== undefined)
    return { level: 'info', reason: `the pod asks for its token, and ${rights}: it seems to be meant` };
  if (asks) return { level: 'low', reason: 'the pod asks for its token, which it then probably uses' };
  if (binding === undefined) return undefined;
  // Who names no account has not chosen this one's rights.
  if (serviceAccount === 'default') return { level: 'medium', reason: `${rights}, and with it every pod that names none` };
  return { level: 'low', reason: `${rights}, which the pod then probably uses` };
}

function evidenceOf({ decidedBy, object, path }: KnownAutomount, binding: KubeObject | undefined): readonly Evidence[] {
  const evidence: Evidence[] = [];
  if (object !== undefined && decidedBy !== 'pod') {
    evidence.push(
      decidedBy === 'service-account'
        ? { text: `the ServiceAccount sets automountServiceAccountToken: true`, object: refOf(object), path }
        : {
            text: `the ServiceAccount does not set automountServiceAccountToken`,
            object: refOf(object),
            path: ['metadata', 'name'],
          },
    );
  }
  if (binding !== undefined) {
    evidence.push({ text: `the ${binding.kind} gives the account rights`, object: refOf(binding), path: ['subjects'] });
  }
  return evidence;
}
