import { set } from '@bulwark/model';
import { levelLabel } from '@bulwark/pod-security';
import { defineControl, type Control } from '../control.ts';
import { listed } from '../wording.ts';
import { labelPath, modesSet } from './label-places.ts';
import { metLevel } from './met-level.ts';
import { SYSTEM_NAMESPACES } from './system-namespaces.ts';
import { workloadEvidence } from './workload-evidence.ts';
import { WORKLOAD_KINDS, workloadsIn } from './workload-kinds.ts';
import { newLevel } from '../hazards/shared.ts';

const control: Control = defineControl({
  id: 'namespace/pod-security-warn-only',
  subject: [{ group: '', kind: 'Namespace' }],
  title: 'Namespaces that report what breaks a Pod Security level enforce one as well',
  severity: 'medium',
  remediation: 'Add pod-security.kubernetes.io/enforce with the strictest level that the pods of the namespace meet',
  reads: WORKLOAD_KINDS,

  *check(namespace, { scope }) {
    const modes = modesSet(namespace);
    if (modes.length === 0 || modes.includes('enforce')) return;
    const workloads = workloadsIn(scope, namespace.name);
    const met = metLevel(workloads) ?? 'baseline';
    const at = labelPath(levelLabel('enforce'));
    const isSystem = SYSTEM_NAMESPACES.has(namespace.name);
    yield {
      at,
      message: `the namespace "${namespace.name}" only reports what breaks its Pod Security level (${listed(modes)}), and refuses nothing`,
      severity: isSystem
        ? { level: 'low', reason: 'it holds components of Kubernetes, which need more than baseline allows' }
        : undefined,
      evidence: workloadEvidence(workloads, 'in it'),
      fix:
        met === 'privileged' || isSystem
          ? undefined
          : { kind: 'suggestion', edits: [set(at, met)], hazards: newLevel(namespace, levelLabel('enforce'), met) },
    };
  },

  why: `A warning goes to whoever applies a manifest, and an audit annotation to a log: neither keeps a pod out. Whoever means
harm reads past the warning, and a controller that makes pods does not read it at all. Warn and audit are there to find out
what a level would break; the level that breaks nothing can be enforced beside them at once.`,
  details: `Enforce is looked for as a label of the namespace; a cluster may enforce a level by the configuration of its admission plugin,
which no manifest shows. The level that is suggested is the strictest that all workloads of the manifests meet, and baseline
where there are none.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces',
    'https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-namespace-labels/',
  ],
  requirements: {
    cis: ['5.2.1'],
    nsa: ['pod-security-enforcement'],
    pss: ['baseline'],
    mitre: ['T1610', 'T1611'],
    owasp: ['K04'],
  },
  aliases: { kalm: ['PSA-003'] },

  examples: {
    fails: [
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
        name: 'one level is enforced, and a stricter one reported',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: baseline
    pod-security.kubernetes.io/warn: restricted
    pod-security.kubernetes.io/audit: restricted
`,
      },
      {
        name: 'a namespace without any label is for another control',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
`,
      },
    ],
  },
});

export default control;
