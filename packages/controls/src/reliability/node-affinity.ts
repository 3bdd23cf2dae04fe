import { isObject, objectAt, member, podFieldPath, type Workload } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';

const control: Control = defineControl({
  id: 'reliability/node-affinity',
  subject: 'workload',
  title: 'Pods say on which nodes they run',
  severity: 'info',
  concern: 'reliability',
  remediation: 'Set nodeSelector or affinity.nodeAffinity where the kind of node matters',

  check(workload) {
    if (workload.open !== undefined || choosesNode(workload)) return NOTHING;
    const at = podFieldPath(workload, 'nodeSelector');
    return [{ at, message: 'the pod may run on every node: it has neither a nodeSelector nor a node affinity' }];
  },

  why: `A pod that says nothing runs wherever there is room: beside pods of other owners that it should be kept apart from, or on a node of
another architecture or with another disk than it needs. Keeping what is sensitive on nodes of its own keeps a container that
breaks out away from it.`,
  details: `A nodeSelector, a node affinity or a nodeName is enough, and any of it counts: whether the right nodes are meant no manifest says. A
DaemonSet is meant for every node and is not judged.`,
  references: ['https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/'],
  requirements: { 'nist-800-190': ['4.3.4'] },
  aliases: { 'kube-linter': ['no-node-affinity'], kalm: ['REL-004'] },

  examples: {
    fails: [
      {
        name: 'nothing',
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
      affinity: {}
      nodeSelector: {}
      containers:
        - name: web
          image: nginx:1.29
`,
        at: ['spec.template.spec.nodeSelector'],
      },
    ],
    passes: [
      {
        name: 'a selector',
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
      nodeSelector: {kubernetes.io/arch: amd64}
      containers:
        - name: web
          image: nginx:1.29
`,
      },
      {
        name: 'an affinity',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  affinity:
    nodeAffinity:
      preferredDuringSchedulingIgnoredDuringExecution:
        - weight: 1
          preference:
            matchExpressions:
              - {key: disk, operator: In, values: [ssd]}
  containers:
    - name: web
      image: nginx:1.29
`,
      },
      {
        name: 'a DaemonSet',
        yaml: `
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
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
      },
    ],
  },
});

export default control;

function choosesNode({ spec, object }: Workload): boolean {
  if (object.kind === 'DaemonSet' || typeof member(spec, 'nodeName') === 'string') return true;
  return isSomething(member(spec, 'nodeSelector')) || isSomething(objectAt(spec, 'affinity', 'nodeAffinity'));
}

function isSomething(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length > 0;
}
