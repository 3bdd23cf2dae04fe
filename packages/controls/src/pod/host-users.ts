import { booleanAt, member, podFieldPath, set, type Hazard } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { podAnswer } from '../pod-security/pod-answer.ts';
import { isNoBoolean, noBoolean } from '../wording.ts';

const SHARED = ['hostNetwork', 'hostPID', 'hostIPC'];

const HAZARDS: readonly Hazard[] = [
  {
    what: 'storage drivers and volumes that do not map users refuse the pod, and so does a node whose kernel or runtime is too old',
    check: 'kubectl describe pod of a copy with hostUsers: false shows no event that says so, on each kind of node',
  },
];

const control: Control = defineControl({
  id: 'pod/host-users',
  subject: 'workload',
  title: 'Pods have a user namespace of their own',
  severity: 'info',
  offByDefault: 'user namespaces need a recent kernel and runtime on every node, and many storage drivers cannot serve them yet',
  remediation: 'Set hostUsers: false on the pod',

  check(workload) {
    const value = member(workload.spec, 'hostUsers');
    // The API server takes no user namespace beside a namespace of the node.
    if (value === false || podAnswer(workload).isWindows || SHARED.some((field) => booleanAt(workload.spec, field) === true)) {
      return NOTHING;
    }
    const at = podFieldPath(workload, 'hostUsers');
    if (isNoBoolean(value)) return [{ at, unknown: noBoolean('hostUsers') }];
    if (workload.open !== undefined) return [{ at, unknown: workload.open }];
    const state = value === true ? 'is true' : 'is not set';
    return [
      {
        at,
        message: `the users of the pod are users of its node: hostUsers ${state}`,
        fix: { kind: 'suggestion', edits: [set(at, false)], hazards: HAZARDS },
      },
    ];
  },

  why: `In a user namespace of its own, root of the pod is a user of the node without any rights, and no two pods have a user in
common. What gets out of the container is nobody: most known ways out end there.`,
  details: `Any pod whose hostUsers is not false, but for those that use the network, processes or memory of their node: with them
Kubernetes takes no user namespace. Off unless it is asked for, because the nodes must be able to do it. Windows has none.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/'],
  requirements: { mitre: ['T1611'], owasp: ['K01'], 'nist-800-190': ['4.4.3'] },
  aliases: {},

  examples: {
    fails: [
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
`,
        at: ['spec.hostUsers'],
      },
    ],
    passes: [
      {
        name: 'a user namespace of its own',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostUsers: false
  containers:
    - name: web
      image: nginx:1.29
`,
      },
      {
        name: "on the node's network there can be none",
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostNetwork: true
  containers:
    - name: web
      image: nginx:1.29
`,
      },
    ],
  },
});

export default control;
