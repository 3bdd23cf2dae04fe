import { listAt, type Edit, type Path } from '@bulwark/model';
import type { PodContainer } from '@bulwark/pod-security';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { podAnswer, type PodAnswer } from '../pod-security/pod-answer.ts';
import { capabilityName, harmOf, isDangerous } from './capability.ts';
import { moot, ownerOf, placeOfContainer, containerAt } from './container-at.ts';
import { withoutCapability } from '../hazards/container.ts';

const control: Control = defineControl({
  id: 'pod/added-capabilities',
  subject: 'workload',
  title: 'Containers add no capabilities',
  severity: 'medium',
  remediation: 'Remove what the program does not need from capabilities.add',
  judgesPartial: true,
  parameters: {
    allowed: { default: [], description: 'Capabilities that any container may add, without CAP_: [NET_BIND_SERVICE]' },
    dangerous: { default: [], description: 'Capabilities that count as high beside those that lead out of the container' },
  },

  check(workload, context) {
    const answer = podAnswer(workload);
    const open = answer.undecidedFor('capabilities_baseline');
    let outcomes: Outcome[] | undefined;
    if (open.length > 0) outcomes = open.map(({ path, reason }) => ({ at: path, unknown: reason }));
    if (answer.isWindows) return NOTHING;
    for (const container of answer.read.pod.containers) {
      const added = container.security.capabilities?.add;
      if (added === undefined || added.length === 0) continue;
      const allowed = context.parameter('allowed').map(capabilityName);
      const dangerous = context.parameter('dangerous').map(capabilityName);
      for (const [index, text] of added.entries()) {
        const name = capabilityName(text);
        if (allowed.includes(name) || added.findIndex((other) => capabilityName(other) === name) < index) continue;
        (outcomes ??= []).push(failureFor(answer, container, { index, text, name, isHigh: dangerous.includes(name) }));
      }
    }
    return outcomes ?? NOTHING;
  },

  why: `Root's power is split into some forty capabilities, and a container gets a short list of them. What is added comes back to
whoever breaks in: SYS_ADMIN alone is a way out of the container, SYS_MODULE and BPF put code into the node's kernel, SYS_PTRACE
reads other programs' memory, NET_RAW forges packets.`,
  details: `One finding for each capability in add, in any spelling. High is what reaches the node: ALL, SYS_ADMIN, SYS_MODULE,
SYS_RAWIO, SYS_BOOT, BPF, DAC_READ_SEARCH, MAC_ADMIN, SYS_PTRACE in a pod that sees the node's processes, and what the parameter
dangerous names. Medium are the others that the baseline of Pod Security forbids. Low are those that runtimes grant anyway, which say so
where all are dropped first; NET_BIND_SERVICE, which even the restricted level takes, is information. In a user namespace of
the pod's own (hostUsers: false) all are low. In a privileged container
nothing is added that it does not have. Capabilities do not exist on Windows.`,
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
    'https://man7.org/linux/man-pages/man7/capabilities.7.html',
  ],
  requirements: {
    cis: ['5.2.9'],
    nsa: ['capabilities'],
    pss: ['baseline', 'restricted'],
    mitre: ['T1611'],
    owasp: ['K01'],
    'nist-800-190': ['4.4.3'],
  },
  aliases: {
    trivy: [
      'KSV-0005',
      'AVD-KSV-0005',
      'KSV005',
      'KSV-0022',
      'AVD-KSV-0022',
      'KSV022',
      'KSV-0106',
      'AVD-KSV-0106',
      'KSV106',
      'KSV-0119',
      'AVD-KSV-0119',
      'KSV119',
      'KSV-0120',
      'AVD-KSV-0120',
      'KSV120',
    ],
    kubescape: ['C-0046'],
    checkov: ['CKV_K8S_25', 'CKV_K8S_39'],
    polaris: ['dangerousCapabilities'],
    kics: ['19ebaa28-fc86-4a58-bcfa-015c9e22fe40', '235236ee-ad78-4065-bd29-61b061f28ce0'],
    kubesec: ['CapSysAdmin'],
    kalm: ['POD-035'],
  },

  examples: {
    fails: [
      {
        name: 'a way out, a way into the network, and one that every container has',
        yaml: `
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels: {app: agent}
  template:
    metadata:
      labels: {app: agent}
    spec:
      containers:
        - name: agent
          image: registry.example.com/agent:2.4.1
          securityContext:
            capabilities:
              drop: [ALL]
              add: [SYS_ADMIN, CAP_NET_ADMIN, CHOWN]
`,
        at: [
          'spec.template.spec.containers[0].securityContext.capabilities.add[0]',
          'spec.template.spec.containers[0].securityContext.capabilities.add[1]',
          'spec.template.spec.containers[0].securityContext.capabilities.add[2]',
        ],
      },
      {
        name: 'low ports, in an init container',
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
        capabilities: {add: [NET_BIND_SERVICE]}
  containers:
    - name: web
      image: nginx:1.29
`,
        at: ['spec.initContainers[0].securityContext.capabilities.add[0]'],
      },
      {
        name: 'more for a container that has everything',
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
        privileged: true
        capabilities: {add: [SYS_ADMIN]}
`,
        at: ['spec.containers[0].securityContext.capabilities.add[0]'],
      },
    ],
    passes: [
      {
        name: 'nothing is added',
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
        capabilities: {drop: [ALL], add: []}
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
        capabilities: {add: NET_ADMIN}
`,
        unknown: ['add is text and must be a list: the API server refuses it'],
      },
    ],
  },
});

interface Added {
  readonly index: number;
  readonly text: string;
  readonly name: string;
  readonly isHigh: boolean;
}

function failureFor(answer: PodAnswer, container: PodContainer, added: Added): Failure {
  const { workload } = answer;
  const at: Path = [...placeOfContainer(workload, container), 'securityContext', 'capabilities', 'add', added.index];
  const harm = harmOf(added.name);
  return {
    at,
    message: `${ownerOf(workload, at)} adds the capability ${added.text}${harm === undefined ? '' : `: it can ${harm}`}`,
    severity: moot(containerAt(workload, at)) ?? weightOf(answer, added, at),
    fix: fixFor(answer, at, added),
  };
}

/** The list without the capability, however often it stands there; an item that goes by its index would move those behind it. */
function fixFor({ workload }: PodAnswer, at: Path, { text }: Added): Failure['fix'] {
  const path = at.slice(0, -1);
  const rest = listAt(workload.object.value, ...path).filter(
    (item) => typeof item !== 'string' || capabilityName(item) !== capabilityName(text),
  );
  const edit: Edit = rest.length === 0 ? { op: 'delete', path } : { op: 'replace', path, value: rest };
  return { kind: 'suggestion', edits: [edit], hazards: withoutCapability(workload, containerAt(workload, at)) };
}

function weightOf(answer: PodAnswer, { name, isHigh }: Added, at: Path): Failure['severity'] {
  const { pod } = answer.read;
  if (pod.ownUsers) return { level: 'low', reason: 'hostUsers is false: it holds in the user namespace of the pod alone' };
  if (isHigh) return { level: 'high', reason: `${name} is among the capabilities that are configured as dangerous` };
  if (isDangerous(name)) return { level: 'high', reason: `${name} reaches the kernel of the node or its files` };
  if (name === 'SYS_PTRACE' && pod.hostPID)
    return { level: 'high', reason: "hostPID is true, so that it reaches the node's processes" };
  if (name === 'NET_BIND_SERVICE') return { level: 'info', reason: 'the restricted level takes it' };
  if (isBlamed(answer, at)) return undefined;
  return { level: 'low', reason: 'container runtimes grant it by default' };
}

/** By the baseline, which takes those that runtimes grant anyway. */
function isBlamed(answer: PodAnswer, at: Path): boolean {
  return answer
    .blamedBy('capabilities_baseline')
    .some((field) => field.length === at.length && field.every((step, index) => step === at[index]));
}

export default control;
