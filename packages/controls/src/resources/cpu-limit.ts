import type { Container } from '@bulwark/model';
import { defineControl, type Control, type Failure } from '../control.ts';
import { hasOwnAmount } from './amount-of.ts';
import { missingAmounts, type Wanted } from './missing-amounts.ts';
import { LOOKED_UP } from './open-limit-range.ts';

const WANTED: Wanted = {
  field: 'limits',
  resource: 'cpu',
  name: 'CPU limit',
  effect: 'it may use every core of its node that is free',
  severityOf,
};

const control: Control = defineControl({
  id: 'resources/cpu-limit',
  subject: 'workload',
  title: 'Containers have a CPU limit',
  severity: 'low',
  offByDefault: 'many run without CPU limits on purpose: the kernel shares the CPU by requests and takes it back at once',
  remediation: 'Set resources.limits.cpu on every container, or a default in a LimitRange of the namespace',
  reads: LOOKED_UP,

  check: (workload, { scope }) => missingAmounts(workload, scope, WANTED),

  why: `A container without a CPU limit may use every core that is free on its node. A program that is made to spin, or a coin miner in
a stolen container, then costs as much as the node gives. The harm to others is bounded where they have CPU requests, which the
kernel honours as shares.`,
  details: `An amount counts that the pod runs with: the container's own amount, the pod's as a whole (spec.resources, from Kubernetes 1.34
on), or the default of a LimitRange that stands among the objects that were read. A LimitRange that no file shows is not
seen. Ephemeral containers can have none. CPU, unlike memory, can be taken away again, and many run without a
limit on purpose, with requests alone: where the container has a CPU request, the severity is info.`,
  references: [
    'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
    'https://kubernetes.io/docs/concepts/policy/limit-range/',
  ],
  requirements: { nsa: ['resource-policies'], mitre: ['T1496', 'T1499'], 'nist-800-190': ['4.4.3'] },
  aliases: {
    trivy: ['KSV-0011', 'AVD-KSV-0011', 'KSV011'],
    kubescape: ['C-0270'],
    checkov: ['CKV_K8S_11'],
    polaris: ['cpuLimitsMissing'],
    kubesec: ['LimitsCPU'],
    kalm: ['RES-004'],
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
            limits: {cpu: "0"}
        - name: bounded
          image: nginx:1.29
          resources:
            limits: {cpu: 500m}
`,
        at: [
          'spec.template.spec.initContainers[0].resources.limits.cpu',
          'spec.template.spec.containers[0].resources.limits.cpu',
        ],
      },
      {
        name: 'a request holds it to its share, so that it is only info',
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
        requests: {cpu: 100m}
`,
        at: ['spec.containers[0].resources.limits.cpu'],
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
      default: {cpu: 500m}
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
        at: ['Pod/web spec.containers[0].resources.limits.cpu'],
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
      default: {cpu: 500m}
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
    limits: {cpu: 500m}
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

function severityOf(container: Container): Failure['severity'] {
  if (!hasOwnAmount(container, 'requests', 'cpu')) return undefined;
  return { level: 'info', reason: 'it has a CPU request, so that it is held to its share where others want theirs' };
}
