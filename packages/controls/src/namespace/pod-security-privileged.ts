import { set, type KubeObject } from '@bulwark/model';
import { levelLabel, type Level } from '@bulwark/pod-security';
import { defineControl, type Control, type Failure } from '../control.ts';
import { labelPath, labelValue } from './label-places.ts';
import { meets, metLevel } from './met-level.ts';
import { SYSTEM_NAMESPACES } from './system-namespaces.ts';
import { workloadEvidence } from './workload-evidence.ts';
import { WORKLOAD_KINDS, workloadsIn } from './workload-kinds.ts';
import { newLevel } from '../hazards/shared.ts';

const control: Control = defineControl({
  id: 'namespace/pod-security-privileged',
  subject: [{ group: '', kind: 'Namespace' }],
  title: 'Namespaces are not opened to privileged pods',
  severity: 'medium',
  remediation: 'Enforce baseline, and move what needs more into a namespace of its own',
  reads: WORKLOAD_KINDS,

  *check(namespace, { scope }) {
    const label = levelLabel('enforce');
    if (labelValue(namespace, label) !== 'privileged') return;
    const workloads = workloadsIn(scope, namespace.name);
    const met = metLevel(workloads);
    const needy = workloads.filter((workload) => !meets(workload, 'baseline'));
    const at = labelPath(label);
    yield {
      at,
      message: `the namespace "${namespace.name}" enforces the level privileged: it takes every pod`,
      severity: severityOf(namespace, met),
      evidence: needy.length > 0 ? workloadEvidence(needy, 'need it') : workloadEvidence(workloads, `meet ${met}`),
      fix:
        met === undefined || met === 'privileged'
          ? undefined
          : { kind: 'suggestion', edits: [set(at, met)], hazards: newLevel(namespace, label, met) },
    };
  },

  why: `Privileged is the level that forbids nothing. Storage and network drivers need it; a namespace that has it for one of them has
it for every pod that anybody may create there, and such a pod owns its node. The fewer such namespaces there are, and the
fewer people may create pods in them, the better.`,
  details: `Where all workloads among the manifests meet a stricter level, nothing needs this one: the severity is high, and that level
is suggested. Where one of them needs it the severity is low, and it is named. What the manifests do not show may need it too.
In the namespaces of Kubernetes itself it is information.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#privileged',
    'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
  ],
  requirements: {
    cis: ['5.2.1', '5.2.2'],
    nsa: ['pod-security-enforcement'],
    pss: ['baseline'],
    mitre: ['T1610', 'T1611'],
    owasp: ['K04'],
  },
  aliases: { kubescape: ['C-0193', 'C-0194', 'C-0195', 'C-0196', 'C-0199', 'C-0202', 'C-0203', 'C-0204'] },

  examples: {
    fails: [
      {
        name: 'a namespace whose workload would be fine with less',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: privileged
---
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
        at: ['Namespace/shop metadata.labels["pod-security.kubernetes.io/enforce"]'],
      },
    ],
    passes: [
      {
        name: 'a level that forbids something',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: baseline
`,
      },
      {
        name: 'to report nothing is no opening',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: restricted
    pod-security.kubernetes.io/warn: privileged
`,
      },
    ],
  },
});

export default control;

function severityOf({ name }: KubeObject, met: Level | undefined): Failure['severity'] {
  if (SYSTEM_NAMESPACES.has(name)) {
    return { level: 'info', reason: 'it holds components of Kubernetes, which need more than baseline allows' };
  }
  if (met === 'privileged') return { level: 'low', reason: 'a workload in it needs more than baseline allows' };
  if (met !== undefined) return { level: 'high', reason: `every workload that was read in it meets ${met}` };
  return undefined;
}
