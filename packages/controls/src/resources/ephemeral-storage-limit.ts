import { defineControl, type Control } from '../control.ts';
import { missingAmounts, type Wanted } from './missing-amounts.ts';
import { LOOKED_UP } from './open-limit-range.ts';

const WANTED: Wanted = {
  field: 'limits',
  resource: 'ephemeral-storage',
  name: 'limit of ephemeral storage',
  effect: 'it may fill the disk of its node',
};

const control: Control = defineControl({
  id: 'resources/ephemeral-storage-limit',
  subject: 'workload',
  title: 'Containers have a limit of what they write to their node',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Set resources.limits.ephemeral-storage on every container, or a default in a LimitRange of the namespace',
  reads: LOOKED_UP,

  check: (workload, { scope }) => missingAmounts(workload, scope, WANTED),

  why: `What a container writes to its own file system, to its log and to emptyDir volumes is on its node's disk. Without a limit, one
that writes without end fills the disk, and the kubelet evicts pods until there is room again.`,
  details: `An amount counts that the pod runs with: the container's own amount, the pod's as a whole (spec.resources, from Kubernetes 1.34
on), or the default of a LimitRange that stands among the objects that were read. A LimitRange that no file shows is not
seen. Ephemeral containers can have none.`,
  references: [
    'https://kubernetes.io/docs/concepts/storage/ephemeral-storage/',
    'https://kubernetes.io/docs/concepts/policy/limit-range/',
  ],
  requirements: {},
  aliases: { 'kube-score': ['container-ephemeral-storage-request-and-limit'] },

  examples: {
    fails: [
      {
        name: 'every container counts, and an amount of 0 is none',
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
      initContainers:
        - name: migrate
          image: migrate:4.19
      containers:
        - name: web
          image: nginx:1.29
          resources:
            limits: {ephemeral-storage: "0"}
        - name: bounded
          image: nginx:1.29
          resources:
            limits: {ephemeral-storage: 1Gi}
`,
        at: [
          'spec.template.spec.initContainers[0].resources.limits.ephemeral-storage',
          'spec.template.spec.containers[0].resources.limits.ephemeral-storage',
        ],
      },
      {
        name: 'a LimitRange of another namespace',
        yaml: `
apiVersion: v1
kind: LimitRange
metadata:
  name: defaults
  namespace: other
spec:
  limits:
    - type: Container
      default: {ephemeral-storage: 1Gi}
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
        at: ['Pod/web spec.containers[0].resources.limits.ephemeral-storage'],
      },
    ],
    passes: [
      {
        name: "the namespace's LimitRange fills it in",
        yaml: `
apiVersion: v1
kind: LimitRange
metadata:
  name: defaults
  namespace: shop
spec:
  limits:
    - type: Container
      default: {ephemeral-storage: 1Gi}
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
      {
        name: 'the pod has one as a whole, and an ephemeral container can have none',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  resources:
    limits: {ephemeral-storage: 1Gi}
  containers:
    - name: web
      image: nginx:1.29
  ephemeralContainers:
    - name: debugger
      image: busybox:1.37
`,
      },
    ],
  },
});

export default control;
