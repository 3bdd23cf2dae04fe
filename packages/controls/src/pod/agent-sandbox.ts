import {
  parseImageReference,
  partialReason,
  podFieldPath,
  refOf,
  stringAt,
  type KubeObject,
  type Workload,
} from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { hasPlaceholder } from '../placeholder.ts';

const control: Control = defineControl({
  id: 'pod/agent-sandbox',
  subject: 'workload',
  title: 'Sandboxes of agents run in a runtime that isolates them',
  severity: 'high',
  remediation: 'Set runtimeClassName to a RuntimeClass of gVisor (runsc) or Kata Containers',
  reads: [{ group: 'node.k8s.io', kind: 'RuntimeClass' }],
  judgesPartial: true,

  check(workload, { scope }) {
    if (!isSandbox(workload)) return NOTHING;
    const name = stringAt(workload.spec, 'runtimeClassName') ?? '';
    const at = podFieldPath(workload, 'runtimeClassName');
    const partial = name === '' ? partialReason(workload.object) : undefined;
    if (partial !== undefined) return [partial];
    if (name === '')
      return [{ at, message: 'the sandbox runs what an agent writes on the kernel of the node: it names no runtime class' }];
    const runtimeClass = scope.get('node.k8s.io', 'RuntimeClass', undefined, name);
    const handler = stringAt(runtimeClass?.value, 'handler') ?? (SHARING.has(name) ? name : undefined);
    if (ISOLATING.test(handler ?? name)) return NOTHING;
    return [handler === undefined ? undecided(at, name) : shared(at, name, handler, runtimeClass)];
  },

  why: `An agent runs code that nobody has read: it came out of a model, and the model may have taken it from a web page that wants the
node. A container shares the kernel with the node, and a hole in the kernel is all that such code needs. gVisor and Kata put a
kernel of its own between them.`,
  details: `Sandboxes are what the Agent Sandbox project's kinds hold (Sandbox, SandboxTemplate), and pods with an image that is known to
be one. The runtime class isolates where its handler, or its name where no RuntimeClass of the name is among the objects, says
gVisor, runsc, Kata, Firecracker, Confidential Containers or Hyper-V; the names that clouds give (gvisor, kata-mshv-vm-isolation)
are among them. One called runc, crun, youki or nvidia shares the kernel; another name alone is unknown.`,
  references: ['https://kubernetes.io/docs/concepts/containers/runtime-class/', 'https://agent-sandbox.sigs.k8s.io/docs/'],
  requirements: { mitre: ['T1611'], owasp: ['K01'], 'nist-800-190': ['4.4.3'] },
  aliases: { kubescape: ['C-0297'] },

  examples: {
    fails: [
      {
        name: 'a sandbox on the kernel of the node',
        yaml: `
apiVersion: agents.x-k8s.io/v1alpha1
kind: Sandbox
metadata:
  name: python
spec:
  podTemplate:
    spec:
      containers:
        - name: python
          image: registry.example.com/python-runtime:1.4.0
`,
        at: ['spec.podTemplate.spec.runtimeClassName'],
      },
      {
        name: 'a runtime class that is the usual runtime',
        yaml: `
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata:
  name: fast
handler: crun
---
apiVersion: agents.x-k8s.io/v1alpha1
kind: Sandbox
metadata:
  name: python
spec:
  podTemplate:
    spec:
      runtimeClassName: fast
      containers:
        - name: python
          image: registry.example.com/python-runtime:1.4.0
`,
        at: ['Sandbox/python spec.podTemplate.spec.runtimeClassName'],
      },
      {
        name: 'a template whose runtime class is named after a runtime that shares the kernel',
        yaml: `
apiVersion: extensions.agents.x-k8s.io/v1beta1
kind: SandboxTemplate
metadata:
  name: python
spec:
  podTemplate:
    spec:
      runtimeClassName: runc
      containers:
        - name: python
          image: registry.example.com/python-runtime:1.4.0
`,
        at: ['spec.podTemplate.spec.runtimeClassName'],
      },
    ],
    passes: [
      {
        name: 'gVisor by its name, Kata by its handler',
        yaml: `
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata:
  name: strong
handler: kata-qemu
---
apiVersion: agents.x-k8s.io/v1alpha1
kind: Sandbox
metadata:
  name: python
spec:
  podTemplate:
    spec:
      runtimeClassName: gvisor
      containers:
        - name: python
          image: registry.example.com/python-runtime:1.4.0
---
apiVersion: agents.x-k8s.io/v1alpha1
kind: Sandbox
metadata:
  name: node
spec:
  podTemplate:
    spec:
      runtimeClassName: strong
      containers:
        - name: node
          image: registry.example.com/node-runtime:1.4.0
`,
      },
      {
        name: 'a runtime class that nobody shows',
        yaml: `
apiVersion: agents.x-k8s.io/v1alpha1
kind: Sandbox
metadata:
  name: python
spec:
  podTemplate:
    spec:
      runtimeClassName: agents
      containers:
        - name: python
          image: registry.example.com/python-runtime:1.4.0
`,
        unknown: ['the RuntimeClass "agents" is not among the objects that were read, and its name does not say what it is'],
      },
      {
        name: 'other pods are not judged',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
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

const GROUPS: ReadonlySet<string> = new Set(['agents.x-k8s.io', 'extensions.agents.x-k8s.io']);
/** Handlers that share the kernel, which a class is often named after. */
const SHARING: ReadonlySet<string> = new Set(['runc', 'crun', 'youki', 'nvidia']);
const ISOLATING = /gvisor|runsc|kata|firecracker|confidential|coco|hyperv|runhcs/i;

/** Images whose one purpose is to run what an agent writes, by the end of their repository. */
const IMAGES: readonly string[] = ['agent-sandbox/python-runtime-sandbox', 'agent-infra/sandbox', 'e2bdev/code-interpreter'];

function isSandbox({ object, containers }: Workload): boolean {
  if (GROUPS.has(object.group)) return true;
  for (const { value } of containers) {
    const image = stringAt(value, 'image');
    if (image?.includes('sandbox') !== true && image?.includes('code-interpreter') !== true) continue;
    const repository = parseImageReference(image)?.repository ?? '';
    if (IMAGES.some((each) => repository === each || repository.endsWith(`/${each}`))) return true;
  }
  return false;
}

function undecided(at: Outcome['at'], name: string): Outcome {
  if (hasPlaceholder(name)) return { at, unknown: `the runtime class "${name}" is filled in later` };
  const reason = `the RuntimeClass "${name}" is not among the objects that were read, and its name does not say what it is`;
  return { at, unknown: reason };
}

function shared(at: Outcome['at'], name: string, handler: string, runtimeClass: KubeObject | undefined): Outcome {
  const message = `the sandbox runs what an agent writes on the kernel of the node: the handler of its runtime class "${name}" is ${handler}`;
  if (runtimeClass === undefined) return { at, message };
  const text = `the handler of the RuntimeClass is ${handler}`;
  return { at, message, evidence: [{ text, object: refOf(runtimeClass), path: ['handler'] }] };
}
