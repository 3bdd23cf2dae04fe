import type { Container } from '@bulwark/model';
import { defineControl, type Control, type Failure } from '../control.ts';
import { missingAmounts, type Wanted } from './missing-amounts.ts';
import { LOOKED_UP } from './open-limit-range.ts';

const WANTED: Wanted = {
  field: 'limits',
  resource: 'memory',
  name: 'memory limit',
  effect: 'it may take all memory of its node',
  severityOf,
};

const control: Control = defineControl({
  id: 'resources/memory-limit',
  subject: 'workload',
  title: 'Containers have a memory limit',
  severity: 'medium',
  remediation: 'Set resources.limits.memory on every container, or a default in a LimitRange of the namespace',
  reads: LOOKED_UP,

  check: (workload, { scope }) => missingAmounts(workload, scope, WANTED),

  why: `A container without a memory limit may take all the memory of its node. One request that makes the program allocate without
end, or one leak, and the kernel begins to kill: often not this container but others on the node, and in the end the kubelet
evicts whole pods. Whoever can reach the program can take its neighbours down.`,
  details: `An amount counts that the pod runs with: the container's own amount, the pod's as a whole (spec.resources, from Kubernetes 1.34
on), or the default of a LimitRange that stands among the objects that were read. A LimitRange that no file shows is not
seen; one that names no namespace holds for the one that its own file declares, and is unknown otherwise. Ephemeral containers can have none. An init container is less severe, because it runs only while its pod starts.`,
  references: [
    'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
    'https://kubernetes.io/docs/concepts/policy/limit-range/',
  ],
  requirements: { nsa: ['resource-policies'], mitre: ['T1499'], 'nist-800-190': ['4.4.3'] },
  aliases: {
    trivy: ['KSV-0018', 'AVD-KSV-0018', 'KSV018'],
    kubescape: ['C-0271', 'C-0009'],
    checkov: ['CKV_K8S_13'],
    'kube-linter': ['unset-memory-requirements'],
    'kube-score': ['container-resources'],
    polaris: ['memoryLimitsMissing'],
    kubesec: ['LimitsMemory'],
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
            limits: {memory: "0"}
        - name: bounded
          image: nginx:1.29
          resources:
            limits: {memory: 256Mi}
`,
        at: [
          'spec.template.spec.initContainers[0].resources.limits.memory',
          'spec.template.spec.containers[0].resources.limits.memory',
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
      default: {memory: 256Mi}
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
        at: ['Pod/web spec.containers[0].resources.limits.memory'],
      },
    ],
    passes: [
      {
        name: 'a LimitRange without a namespace, in the file that declares it',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
apiVersion: v1
kind: LimitRange
metadata:
  name: defaults
spec:
  limits:
    - type: Container
      default: {memory: 256Mi}
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
        name: 'a LimitRange without a namespace, meant for nobody knows which',
        yaml: `
apiVersion: v1
kind: LimitRange
metadata:
  name: defaults
spec:
  limits:
    - type: Container
      default: {memory: 256Mi}
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
        unknown: ['the LimitRange "defaults" names no namespace, and may fill it in'],
      },
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
      default: {memory: 256Mi}
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
    limits: {memory: 256Mi}
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
  if (container.type !== 'init') return undefined;
  return { level: 'low', reason: 'an init container runs only while its pod starts' };
}
