import { listAt, set, valueAt, type Container, type Workload } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure } from '../control.ts';
import { podAnswer } from '../pod-security/pod-answer.ts';
import { nameOf } from '../wording.ts';
import { missingFields } from './blamed-fields.ts';
import { capabilityName } from './capability.ts';
import { containerAt, moot } from './container-at.ts';
import { containerUser } from './container-user.ts';
import { withoutCapabilities } from '../hazards/container.ts';

const control: Control = defineControl({
  id: 'pod/kept-capabilities',
  subject: 'workload',
  title: 'Containers drop all capabilities',
  severity: 'medium',
  remediation: 'Set capabilities.drop: [ALL] in the securityContext of every container, and add back what it needs',
  // What is set wrongly is certain in a part of a pod as well.
  judgesPartial: true,

  check(workload) {
    if (podAnswer(workload).isWindows) return NOTHING;
    return missingFields(workload, 'capabilities_restricted', (at) => {
      const container = containerAt(workload, at);
      if (container === undefined || at.at(-1) !== 'drop') return undefined;
      const dropped = listAt(container.value, 'securityContext', 'capabilities', 'drop')
        .filter((item) => typeof item === 'string')
        .map(capabilityName);
      if (dropped.includes('ALL')) return undefined;
      return {
        at,
        message: `${nameOf(container)} ${stateOf(dropped)}`,
        severity: weightOf(workload, container, dropped),
        fix: { kind: 'suggestion', edits: [set(at, ['ALL'])], hazards: withoutCapabilities(workload, container) },
      };
    });
  },

  why: `Without a word about it, a container gets a dozen capabilities: to change the owner of files, to become another user, to
forge packets with NET_RAW and so pretend to be its neighbours. Few programs use one. What is dropped is gone for whoever breaks
in as well, and for holes in the kernel that need a capability first.`,
  details: `The list must name ALL, in any case of letters: single capabilities leave those that nobody thought of. Medium,
because NET_RAW is among what is kept; low where NET_RAW is dropped, and where the container runs as another user than root and
cannot gain privileges, so that what it keeps is out of reach. In a privileged container a drop does nothing, and on Windows
there are no capabilities.`,
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
  ],
  requirements: {
    cis: ['5.2.8', '5.2.9'],
    nsa: ['capabilities'],
    pss: ['restricted'],
    mitre: ['T1611', 'T1557'],
    owasp: ['K01'],
    'nist-800-190': ['4.4.3'],
  },
  aliases: {
    trivy: ['KSV-0003', 'AVD-KSV-0003', 'KSV003', 'KSV-0004', 'AVD-KSV-0004', 'KSV004'],
    checkov: ['CKV_K8S_28', 'CKV_K8S_37'],
    'kube-linter': ['drop-net-raw-capability'],
    polaris: ['insecureCapabilities'],
    kics: ['dbbc6705-d541-43b0-b166-dd4be8208b54', '268ca686-7fb7-4ae9-b129-955a2a89064e'],
    kubesec: ['CapDropAny', 'CapDropAll'],
    kalm: ['POD-036'],
  },

  examples: {
    fails: [
      {
        name: 'nothing is dropped, and only NET_RAW',
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
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
        - name: logs
          image: fluent-bit:4.1
          securityContext:
            capabilities: {drop: [NET_RAW]}
`,
        at: [
          'spec.template.spec.containers[0].securityContext.capabilities.drop',
          'spec.template.spec.containers[1].securityContext.capabilities.drop',
        ],
      },
      {
        name: 'out of reach of another user than root',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {runAsNonRoot: true}
  containers:
    - name: web
      image: nginx:1.29
      securityContext: {allowPrivilegeEscalation: false}
`,
        at: ['spec.containers[0].securityContext.capabilities.drop'],
      },
    ],
    passes: [
      {
        name: 'all are dropped, and one is added back',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: prepare
      image: busybox:1.37
      securityContext:
        capabilities: {drop: [all]}
  containers:
    - name: web
      image: nginx:1.29
      securityContext:
        capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}
`,
      },
      {
        name: 'a text is no list',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext:
        capabilities: {drop: ALL}
`,
        unknown: ['drop is text and must be a list: the API server refuses it'],
      },
    ],
  },
});

const NAMED = 3;

function stateOf(dropped: readonly string[]): string {
  if (dropped.length === 0) return 'drops none of the capabilities that it gets by default';
  return `drops only ${dropped.length > NAMED ? `${dropped.length} capabilities` : dropped.join(', ')} and not ALL`;
}

function weightOf(workload: Workload, container: Container, dropped: readonly string[]): Failure['severity'] {
  const mootness = moot(container);
  if (mootness !== undefined) return mootness;
  if (dropped.includes('NET_RAW')) return { level: 'low', reason: 'NET_RAW, the worst of them, is dropped' };
  const staysAs = valueAt(container.value, ['securityContext', 'allowPrivilegeEscalation']) === false;
  if (!staysAs || containerUser(workload, container).user !== 'other') return undefined;
  return { level: 'low', reason: 'its user is not root and cannot gain privileges, so that they are out of its reach' };
}

export default control;
