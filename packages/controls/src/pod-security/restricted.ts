import { formatPath } from '@bulwark/model';
import { judgePod, type Violation } from '@bulwark/pod-security';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { saidElsewhere } from './own-controls.ts';
import { failureOf, severityOf } from './outcomes.ts';
import { podAnswer } from './pod-answer.ts';
import { standingOf, type Standing } from './standing.ts';

interface Wishes {
  readonly everywhere: boolean;
  readonly demanded: boolean;
}

const control: Control = defineControl({
  id: 'pod-security/restricted',
  subject: 'workload',
  title: 'Workloads meet the restricted level of the Pod Security Standards where their namespace asks for it',
  severity: 'high',
  remediation: 'Set the field that is named as the restricted level demands it',
  reads: [{ group: '', kind: 'Namespace' }],
  // Whether it is asked for comes first: only then is a part of a pod unknown.
  judgesPartial: true,
  parameters: {
    everywhere: { default: false, description: 'Whether workloads are judged whose namespace does not ask for the level' },
    demanded: { default: false, description: 'Whether every workload must meet the level, whatever its namespace asks for' },
  },

  check(workload, context) {
    const wishes = { everywhere: context.parameter('everywhere'), demanded: context.parameter('demanded') };
    const standing = standingOf(workload, context.scope, 'restricted');
    const isAsked = standing.is === 'enforced' || standing.is === 'reported';
    if (!isAsked && !isJudgedEverywhere(wishes)) return NOTHING;
    const answer = podAnswer(workload);
    const { standard } = standing;
    const { violations, unknown } = answer.read.doubt === undefined ? answer.judged(standard) : judgePod(answer.read, standard);
    if (violations.length === 0 && unknown.length === 0) return NOTHING;
    const baseline = answer.judged({ ...standard, level: 'baseline' });
    const severity = usualSeverity(standing, wishes);
    const outcomes: Outcome[] = unknown.map(({ path, reason }) => ({ at: path, unknown: reason }));
    for (const violation of violations) {
      if (violation.check.level !== 'restricted' || isSaidBy(baseline.violations, violation)) continue;
      const said = isAsked ? undefined : saidElsewhere(violation.check.id, context.applies);
      outcomes.push(failureOf(violation, workload, standing, said ?? severity));
    }
    return outcomes;
  },

  why: `The restricted level takes from a container all that a program does not need to serve: no way to gain privileges, no
capabilities, no root, a filter on system calls, and no volume that leads out of the pod. What breaks into such a container
has little to go on with. A namespace that enforces it refuses the pods of a workload that breaks it: the Deployment is taken
with a warning, and no pod of it ever starts.`,
  details: `Only workloads whose namespace enforces the level, or warns about or audits it, are judged: most programs break it as
their authors ship them, and what nobody asks for is noise. Each is judged by the version that the label pins, as the API
server does and in its words: high where the pods are refused, low where that is only reported. What the baseline forbids
already is said by pod-security/baseline alone. To see what the level would say of everything, there is
bulwark pod-security check --level restricted.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
    'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
  ],
  requirements: {
    cis: ['5.2.6', '5.2.7', '5.2.8', '5.2.9', '5.6.2'],
    nsa: ['non-root-containers', 'privilege-escalation', 'capabilities', 'linux-hardening'],
    pss: ['restricted'],
    mitre: ['T1611'],
    owasp: ['K01'],
    'nist-800-190': ['4.4.3'],
  },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a plain container in a namespace that enforces the level',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: restricted
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
      securityContext:
        allowPrivilegeEscalation: true
        capabilities: {drop: [NET_RAW]}
        runAsNonRoot: false
        seccompProfile: {type: RuntimeDefault}
`,
        at: [
          'Pod/web spec.containers[0].securityContext.allowPrivilegeEscalation',
          'Pod/web spec.containers[0].securityContext.capabilities.drop',
          'Pod/web spec.containers[0].securityContext.runAsNonRoot',
        ],
      },
      {
        name: 'warned about, in the version that the label pins',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/warn: restricted
    pod-security.kubernetes.io/warn-version: v1.18
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
      securityContext:
        allowPrivilegeEscalation: false
        runAsNonRoot: true
  volumes:
    - name: share
      nfs: {server: nas.example, path: /share}
`,
        at: ['Pod/web spec.volumes[0].nfs'],
      },
    ],
    passes: [
      {
        name: 'all that the level demands',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: restricted
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  securityContext:
    runAsNonRoot: true
    seccompProfile: {type: RuntimeDefault}
  containers:
    - name: web
      image: nginx:1.29
      securityContext:
        allowPrivilegeEscalation: false
        capabilities: {drop: [ALL]}
`,
      },
      {
        name: 'a namespace that does not ask for it',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: baseline
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
      },
    ],
  },
});

/** Whether the baseline blames all the same fields: a hostPath volume is forbidden by both levels, under two names. */
function isSaidBy(baseline: readonly Violation[], violation: Violation): boolean {
  const said = new Set(baseline.flatMap(({ fields }) => fields.map(formatPath)));
  return violation.fields.every((path) => said.has(formatPath(path)));
}

/** Whether workloads are judged whose namespace does not ask for it. */
function isJudgedEverywhere({ everywhere, demanded }: Wishes): boolean {
  return everywhere || demanded;
}

function usualSeverity(standing: Standing, { demanded }: Wishes): Failure['severity'] {
  if (demanded) return undefined;
  return severityOf(standing, { level: 'low', reason: 'no namespace among the manifests demands the level' });
}

export default control;
