import { refOf, set, stringAt, type Evidence, type KubeObject, type Path } from '@bulwark/model';
import { defineControl, type Control, type Failure } from '../control.ts';
import { counted, listed } from '../wording.ts';
import { WORKLOAD_KINDS, workloadsIn } from './workload-kinds.ts';

const PREFIX = 'pod-security.kubernetes.io/';
const LABELS: Path = ['metadata', 'labels'];
/** Made by Kubernetes itself, for its own components. */
const SYSTEM = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

const control: Control = defineControl({
  id: 'namespace/no-pod-security-label',
  subject: [{ group: '', kind: 'Namespace' }],
  title: 'Namespaces say which Pod Security level they enforce',
  severity: 'high',
  remediation: 'Label the namespace pod-security.kubernetes.io/enforce: restricted, or baseline while its pods still need more',
  reads: WORKLOAD_KINDS,

  *check(namespace, { scope }) {
    const at = [...LABELS, `${PREFIX}enforce`];
    if (stringAt(namespace.value, ...at) !== undefined) return;
    const workloads = workloadsIn(scope, namespace.name);
    const reported = ['warn', 'audit'].filter((mode) => stringAt(namespace.value, ...LABELS, `${PREFIX}${mode}`) !== undefined);
    yield {
      at,
      message: messageOf(namespace, reported),
      severity: severityOf(namespace, workloads, reported),
      evidence: evidenceOf(workloads),
      fix: SYSTEM.has(namespace.name) ? undefined : { kind: 'suggestion', edits: [set(at, 'baseline')] },
    };
  },

  why: `Without the label, the API server takes every pod into the namespace that its sender may create: privileged, on the node's
network, with the node's disk mounted. Whoever may create a pod there, or gets hold of an account that may, owns the node. The
label costs one line and turns a right to create pods back into only that.`,
  details: `A cluster may enforce a level on all namespaces by the configuration of its admission plugin, which no manifest shows. With
warn or audit alone nothing is refused; the severity is medium then, as it is where no workload among the objects that were
read is in the namespace. The namespaces of Kubernetes itself (kube-system and its like) hold pods that need more than
baseline: low. What a level demands, and whether the workloads meet it, are other controls.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
    'https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-namespace-labels/',
  ],
  requirements: {
    cis: ['5.2.1'],
    nsa: ['pod-security-enforcement'],
    pss: ['baseline'],
    mitre: ['T1610', 'T1611'],
    owasp: ['K04'],
  },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a namespace with workloads and no label',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
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
      containers:
        - name: web
          image: nginx:1.29
`,
        at: ['Namespace/shop metadata.labels["pod-security.kubernetes.io/enforce"]'],
      },
      {
        name: 'warn alone refuses nothing',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/warn: restricted
`,
        at: ['metadata.labels["pod-security.kubernetes.io/enforce"]'],
      },
    ],
    passes: [
      {
        name: 'a level is enforced',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: baseline
    pod-security.kubernetes.io/warn: restricted
`,
      },
      {
        name: 'a namespace that no file shows is not judged',
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
`,
      },
    ],
  },
});

export default control;

function messageOf(namespace: KubeObject, reported: readonly string[]): string {
  if (reported.length === 0) return `the namespace "${namespace.name}" enforces no Pod Security level: it takes every pod`;
  return `the namespace "${namespace.name}" reports what breaks its Pod Security level (${listed(reported)}) and refuses nothing`;
}

function severityOf(namespace: KubeObject, workloads: readonly KubeObject[], reported: readonly string[]): Failure['severity'] {
  if (SYSTEM.has(namespace.name))
    return { level: 'low', reason: 'it holds components of Kubernetes, which need more than baseline allows' };
  if (reported.length > 0) return { level: 'medium', reason: 'what breaks the level is at least reported' };
  if (workloads.length === 0) return { level: 'medium', reason: 'no workload among the objects that were read is in it' };
  return undefined;
}

const SHOWN = 3;

function evidenceOf(workloads: readonly KubeObject[]): readonly Evidence[] {
  const [first] = workloads;
  if (first === undefined) return [];
  const names = workloads.slice(0, SHOWN).map((workload) => `${workload.kind} "${workload.name}"`);
  const more = workloads.length - names.length;
  const text = `${counted(workloads.length, 'workload')} in it: ${listed(more > 0 ? [...names, `${more} more`] : names)}`;
  return [{ text, object: refOf(first), path: ['metadata', 'name'] }];
}
