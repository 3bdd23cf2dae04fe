import { set, type Hazard } from '@bulwark/model';
import {
  formatLevelVersion,
  forbiddenSince,
  levelLabel,
  namespacePolicy,
  NEWEST_MINOR,
  PRIVILEGED_POLICY,
  versionLabel,
  versionOf,
  type Mode,
  type Tightening,
} from '@bulwark/pod-security';
import { defineControl, type Control } from '../control.ts';
import { listed } from '../wording.ts';
import { labelPath, labelValue } from './label-places.ts';
import { newLevel } from '../hazards/shared.ts';

const MODES: readonly Mode[] = ['enforce', 'warn', 'audit'];

const NEWEST = versionOf(NEWEST_MINOR).text;
const ONLY_TOLD: readonly Hazard[] = [
  {
    what: 'more warnings and audit annotations come than before; nothing is refused',
    check: 'bulwark pod-security diff shows for which workloads',
  },
];

const control: Control = defineControl({
  id: 'namespace/pod-security-old-version',
  subject: [{ group: '', kind: 'Namespace' }],
  title: 'Namespaces do not pin a version of Pod Security that newer checks are missing from',
  severity: 'low',
  remediation: 'Pin the version of the cluster, or latest, once the pods of the namespace meet it',

  *check(namespace) {
    const labels: Record<string, string> = {};
    for (const label of MODES.flatMap((mode) => [levelLabel(mode), versionLabel(mode)])) {
      const value = labelValue(namespace, label);
      if (typeof value === 'string') labels[label] = value;
    }
    const { policy, problems } = namespacePolicy(labels, PRIVILEGED_POLICY);
    for (const mode of MODES) {
      const label = versionLabel(mode);
      if (labels[label] === undefined || problems.some((problem) => problem.label === label)) continue;
      const { level, version } = policy[mode];
      const missing = forbiddenSince(level, version.minor);
      if (missing.length === 0) continue;
      const at = labelPath(label);
      yield {
        at,
        message: `${mode} is pinned to ${formatLevelVersion(policy[mode])}, which forbids less than newer versions: ${listed(missing.map(named))}`,
        severity: mode === 'enforce' ? undefined : { level: 'info', reason: 'it is only reported in any case' },
        fix: {
          kind: 'suggestion',
          edits: [set(at, NEWEST)],
          hazards: mode === 'enforce' ? newLevel(namespace, label, NEWEST) : ONLY_TOLD,
        },
      };
    }
  },

  why: `A level says something else in each version of Kubernetes: what is found to be a way out of a container is forbidden from a
version on, and allowed before. A namespace that pins a version keeps its rules for ever, however often the cluster is
upgraded: a restricted namespace at v1.21 lets its pods keep the capabilities that the container runtime grants, and one at
v1.33 lets probes talk to any host.`,
  details: `Only versions are named that lack something which the newest known version forbids; one that is merely stricter than the
newest, because rules were relaxed since, is not. A version newer than the cluster has the rules of the cluster, so that it
does no harm to be ahead. bulwark pod-security diff shows what a newer version would refuse.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  ],
  requirements: { cis: ['5.2.1'], nsa: ['pod-security-enforcement'], pss: ['baseline'], owasp: ['K04'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'restricted as it was before it forbade capabilities',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: restricted
    pod-security.kubernetes.io/enforce-version: v1.21
`,
        at: ['metadata.labels["pod-security.kubernetes.io/enforce-version"]'],
      },
      {
        name: 'what is only reported',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: baseline
    pod-security.kubernetes.io/warn: restricted
    pod-security.kubernetes.io/warn-version: v1.33
`,
        at: ['metadata.labels["pod-security.kubernetes.io/warn-version"]'],
      },
    ],
    passes: [
      {
        name: 'a version that forbids all that the newest does',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: restricted
    pod-security.kubernetes.io/enforce-version: v1.34
`,
      },
      {
        name: 'without a version it is the newest, and privileged has none',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: privileged
    pod-security.kubernetes.io/enforce-version: v1.20
    pod-security.kubernetes.io/warn: baseline
`,
      },
    ],
  },
});

export default control;

function named({ check, since }: Tightening): string {
  return `${check.id} (since ${versionOf(since).text})`;
}
