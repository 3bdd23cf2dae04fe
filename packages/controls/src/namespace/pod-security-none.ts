import { set, type KubeObject } from '@bulwark/model';
import { levelLabel } from '@bulwark/pod-security';
import { defineControl, type Control, type Failure } from '../control.ts';
import { labelPath, modesSet } from './label-places.ts';
import { metLevel } from './met-level.ts';
import { SYSTEM_NAMESPACES } from './system-namespaces.ts';
import { workloadEvidence } from './workload-evidence.ts';
import { WORKLOAD_KINDS, workloadsIn } from './workload-kinds.ts';
import { newLevel } from '../hazards/shared.ts';

const control: Control = defineControl({
  id: 'namespace/pod-security-none',
  formerIds: ['namespace/no-pod-security-label'],
  subject: [{ group: '', kind: 'Namespace' }],
  title: 'Namespaces say which Pod Security level they want',
  severity: 'high',
  remediation: 'Label the namespace pod-security.kubernetes.io/enforce: restricted, or baseline while its pods still need more',
  reads: WORKLOAD_KINDS,

  *check(namespace, { scope }) {
    if (modesSet(namespace).length > 0) return;
    const workloads = workloadsIn(scope, namespace.name);
    const met = metLevel(workloads) ?? 'baseline';
    const at = labelPath(levelLabel('enforce'));
    const isFixable = met !== 'privileged' && !SYSTEM_NAMESPACES.has(namespace.name);
    yield {
      at,
      message: `the namespace "${namespace.name}" enforces no Pod Security level: it takes every pod`,
      severity: severityOf(namespace, workloads),
      evidence: workloadEvidence(workloads, 'in it'),
      fix: isFixable
        ? { kind: 'suggestion', edits: [set(at, met)], hazards: newLevel(namespace, levelLabel('enforce'), met) }
        : undefined,
    };
  },

  why: `Without the label, the API server takes every pod into the namespace that its sender may create: privileged, on the node's
network, with the node's disk mounted. Whoever may create a pod there, or gets hold of an account that may, owns the node. The
label costs one line and turns a right to create pods back into only that.`,
  details: `A cluster may enforce a level on all namespaces by the configuration of its admission plugin, which no manifest shows. Where no
workload among the objects that were read is in the namespace the severity is low. The namespaces of Kubernetes itself
(kube-system and its like) hold pods that need more than baseline: low. The level that is suggested is the strictest that all
workloads of the manifests meet; where they meet none there is no suggestion, and bulwark pod-security advise says what stands
in the way. Namespaces that only warn or audit are another control's.`,
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
  aliases: { kubescape: ['C-0192'], kalm: ['PSA-001'] },

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
        name: 'a version is no level',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce-version: v1.34
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

function severityOf({ name }: KubeObject, workloads: readonly KubeObject[]): Failure['severity'] {
  if (SYSTEM_NAMESPACES.has(name)) {
    return { level: 'low', reason: 'it holds components of Kubernetes, which need more than baseline allows' };
  }
  if (workloads.length === 0) return { level: 'low', reason: 'no workload among the objects that were read is in it' };
  return undefined;
}
