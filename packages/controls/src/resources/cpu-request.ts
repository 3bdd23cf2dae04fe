import type { Container } from '@bulwark/model';
import { defineControl, type Control, type Failure } from '../control.ts';
import type { Gap } from './amount-of.ts';
import { missingAmounts, type Wanted } from './missing-amounts.ts';
import { LOOKED_UP } from './open-limit-range.ts';

const WANTED: Wanted = {
  field: 'requests',
  resource: 'cpu',
  name: 'CPU request',
  effect: 'on a busy node it gets next to nothing',
  severityOf,
};

const control: Control = defineControl({
  id: 'resources/cpu-request',
  subject: 'workload',
  title: 'Containers have a CPU request',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Set resources.requests.cpu to what the program needs when it is busy',
  reads: LOOKED_UP,

  check: (workload, { scope }) => missingAmounts(workload, scope, WANTED),

  why: `The scheduler places a pod by its requests alone, and the kernel shares a busy CPU by them. A container without a CPU request gets
next to nothing on a busy node, and its probes begin to fail when the load is highest.`,
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
    kics: ['ca469dd4-c736-448f-8ac1-30a642705e0a'],
    trivy: ['KSV-0015', 'AVD-KSV-0015', 'KSV015'],
    kubescape: ['C-0268'],
    checkov: ['CKV_K8S_10'],
    'kube-linter': ['unset-cpu-requirements'],
    polaris: ['cpuRequestsMissing'],
    kubesec: ['RequestsCPU'],
    kalm: ['RES-003'],
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
            requests: {cpu: "0"}
        - name: bounded
          image: nginx:1.29
          resources:
            requests: {cpu: 100m}
`,
        at: [
          'spec.template.spec.initContainers[0].resources.requests.cpu',
          'spec.template.spec.containers[0].resources.requests.cpu',
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
        limits: {cpu: 100m}
`,
        at: ['spec.containers[0].resources.requests.cpu'],
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
      defaultRequest: {cpu: 100m}
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
        at: ['Pod/web spec.containers[0].resources.requests.cpu'],
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
      defaultRequest: {cpu: 100m}
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
    requests: {cpu: 100m}
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
