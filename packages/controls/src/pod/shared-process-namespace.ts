import { member, podFieldPath, set, type Hazard } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { isNoBoolean, noBoolean } from '../wording.ts';

const FIELD = 'shareProcessNamespace';

const HAZARDS: readonly Hazard[] = [
  {
    what: 'a container that signals the process of another, as some sidecars do to have configuration read anew, finds none',
    check: 'no command, script or documentation of the containers speaks of a process in another one',
  },
];

const control: Control = defineControl({
  id: 'pod/shared-process-namespace',
  subject: 'workload',
  title: 'Containers of a pod do not see the processes of each other',
  severity: 'low',
  remediation: 'Remove shareProcessNamespace; debug with an ephemeral container that names its target instead',
  judgesPartial: true,

  check(workload) {
    const value = member(workload.spec, FIELD);
    if (value === undefined || value === null || value === false) return NOTHING;
    const at = podFieldPath(workload, FIELD);
    if (isNoBoolean(value)) return [{ at, unknown: noBoolean(FIELD) }];
    const count = workload.containers.filter(({ type }) => type !== 'init').length;
    const isAlone = count === 1 && workload.object.partial === undefined;
    return [
      {
        at,
        message: isAlone
          ? `${FIELD} is true, so that every container that is added sees the processes of the one that is there`
          : `the ${workload.object.partial === undefined ? `${count} ` : ''}containers of the pod see each other's processes, files and environment: ${FIELD} is true`,
        severity: isAlone ? { level: 'info', reason: 'the pod has one container so far' } : undefined,
        fix: { kind: 'suggestion', edits: [set(at, false)], hazards: HAZARDS },
      },
    ];
  },

  why: `Containers of a pod share its network, but not their processes and files. With a common process namespace each of them can
signal the others, read their environment with its secrets, and open their file systems through /proc/PID/root: whoever breaks
into the smallest sidecar has the program beside it.`,
  details: `Only the field of the pod counts. A pod with a single container is information: there is nothing to share yet. Init containers
that end before the others start are not counted.`,
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/'],
  requirements: { mitre: ['T1057'], owasp: ['K01'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a program and its sidecar',
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
      shareProcessNamespace: true
      containers:
        - name: web
          image: nginx:1.29
        - name: reloader
          image: registry.example.com/reloader:0.8.1
`,
        at: ['spec.template.spec.shareProcessNamespace'],
      },
      {
        name: 'a single container',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  shareProcessNamespace: true
  containers:
    - name: web
      image: nginx:1.29
`,
        at: ['spec.shareProcessNamespace'],
      },
    ],
    passes: [
      {
        name: 'unset',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
    - name: logs
      image: fluent-bit:4.1
`,
      },
      {
        name: 'text in place of a boolean',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  shareProcessNamespace: "yes"
  containers:
    - name: web
      image: nginx:1.29
`,
        unknown: ['shareProcessNamespace is neither true nor false, and the API server refuses it'],
      },
    ],
  },
});

export default control;
