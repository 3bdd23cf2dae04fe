import { member, podFieldPath, refOf, valueAt, type Evidence, type KubeObject, type Scope } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { shown } from '../wording.ts';

const control: Control = defineControl({
  id: 'reliability/priority-class',
  subject: 'workload',
  title: 'Pods say how much they matter by a PriorityClass',
  severity: 'info',
  concern: 'reliability',
  remediation: 'Set priorityClassName, so that what matters is placed first and evicted last',
  parameters: {
    allowed: { default: [], description: 'The classes that may be named; none given means that any will do' },
  },
  reads: [{ group: 'scheduling.k8s.io', kind: 'PriorityClass' }],

  check(workload, context) {
    const name = member(workload.spec, 'priorityClassName');
    const allowed = context.parameter('allowed');
    if (typeof name === 'string' && name !== '') {
      if (allowed.length === 0 || allowed.includes(name)) return NOTHING;
      const at = podFieldPath(workload, 'priorityClassName');
      return [{ at, message: `the PriorityClass "${name}" is none of those that are allowed` }];
    }
    const at = podFieldPath(workload, 'priorityClassName');
    if (workload.open !== undefined) return [{ at, unknown: workload.open }];
    if (name !== undefined && name !== null && name !== '') {
      return [{ at, unknown: `priorityClassName is ${shown(name)}, which is no text, and the API server refuses it` }];
    }
    const fallback = defaultClass(context.scope);
    const gets = fallback === undefined ? 'the priority 0' : `the default of "${fallback.name}"`;
    return [{ at, message: `the pod names no PriorityClass: it gets ${gets}, like every other`, evidence: evidenceOf(fallback) }];
  },

  why: `Where a node or the cluster is full, Kubernetes places and keeps pods by their priority. Where nobody says what matters, whoever
fills the cluster with pods of no worth takes the room from those that earn the money.`,
  details: `A PriorityClass that is the default of the cluster (globalDefault) does not tell one pod from another, so that a pod has to name
one nevertheless. With the parameter, only some names are good.`,
  references: ['https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/'],
  requirements: {},
  aliases: { 'kube-linter': ['priority-class-name'], polaris: ['priorityClassNotSet'], kalm: ['REL-003'] },

  examples: {
    fails: [
      {
        name: 'no class',
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
`,
        at: ['spec.template.spec.priorityClassName'],
      },
      {
        name: 'a default for all',
        yaml: `
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: ordinary
globalDefault: true
value: 1000
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
`,
        at: ['Pod/web spec.priorityClassName'],
      },
    ],
    passes: [
      {
        name: 'a class',
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
      priorityClassName: business-critical
      containers:
        - name: web
          image: nginx:1.29
`,
      },
      {
        name: 'no text',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  priorityClassName: 5
  containers:
    - name: web
      image: nginx:1.29
`,
        unknown: ['priorityClassName is 5, which is no text, and the API server refuses it'],
      },
    ],
  },
});

export default control;

function defaultClass(scope: Scope): KubeObject | undefined {
  for (const object of scope.ofKind('scheduling.k8s.io', 'PriorityClass')) {
    if (valueAt(object.value, ['globalDefault']) === true) return object;
  }
  return undefined;
}

function evidenceOf(fallback: KubeObject | undefined): readonly Evidence[] {
  if (fallback === undefined) return [];
  return [{ text: `the PriorityClass "${fallback.name}" is the default`, object: refOf(fallback), path: ['globalDefault'] }];
}
