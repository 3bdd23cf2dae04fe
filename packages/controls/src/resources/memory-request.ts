import type { Container } from '@bulwark/model';
import { defineControl, type Control, type Failure } from '../control.ts';
import type { Gap } from './amount-of.ts';
import { missingAmounts, type Wanted } from './missing-amounts.ts';
import { LOOKED_UP } from './open-limit-range.ts';

const WANTED: Wanted = {
  field: 'requests',
  resource: 'memory',
  name: 'memory request',
  effect: 'the scheduler keeps nothing free for it',
  severityOf,
};

const control: Control = defineControl({
  id: 'resources/memory-request',
  subject: 'workload',
  title: 'Containers have a memory request',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Set resources.requests.memory to what the program needs when it is busy',
  reads: LOOKED_UP,

  check: (workload, { scope }) => missingAmounts(workload, scope, WANTED),

  why: `The scheduler places a pod by its requests alone. One without a memory request lands on a node that has no room for it, and is
the first to be killed when memory runs short there.`,
  details: `An amount counts that the pod runs with: the container's own amount, the pod's as a whole (spec.resources, from Kubernetes 1.34
on), or the default of a LimitRange that stands among the objects that were read. A LimitRange that no file shows is not
seen. Ephemeral containers can have none. Where the container has a limit and no
request, the API server takes the limit for the request: info, unless a LimitRange of the namespace says what is requested.`,
  references: [
    'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
    'https://kubernetes.io/docs/concepts/policy/limit-range/',
  ],
  requirements: { nsa: ['resource-policies'] },
  aliases: {
    kics: ['229588ef-8fde-40c8-8756-f4f2b5825ded'],
    trivy: ['KSV-0016', 'AVD-KSV-0016', 'KSV016'],
    kubescape: ['C-0269'],
    checkov: ['CKV_K8S_12'],
    polaris: ['memoryRequestsMissing'],
    kubesec: ['RequestsMemory'],
    kalm: ['RES-001'],
  },

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
            requests: {memory: "0"}
        - name: bounded
          image: nginx:1.29
          resources:
            requests: {memory: 128Mi}
`,
        at: [
          'spec.template.spec.initContainers[0].resources.requests.memory',
          'spec.template.spec.containers[0].resources.requests.memory',
        ],
      },
      {
        name: 'a limit that stands for the request',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      resources:
        limits: {memory: 128Mi}
`,
        at: ['spec.containers[0].resources.requests.memory'],
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
      defaultRequest: {memory: 128Mi}
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
        at: ['Pod/web spec.containers[0].resources.requests.memory'],
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
      defaultRequest: {memory: 128Mi}
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
    requests: {memory: 128Mi}
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

function severityOf(_: Container, gap: Gap): Failure['severity'] {
  if (gap.kind !== 'limit-stands-for-it') return undefined;
  return { level: 'info', reason: 'the API server takes the limit for the request, so that as much is kept free for it' };
}
