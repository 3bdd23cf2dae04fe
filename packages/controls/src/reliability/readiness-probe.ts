import { defineControl, type Control } from '../control.ts';
import { missingProbes } from './missing-probe.ts';

const control: Control = defineControl({
  id: 'reliability/readiness-probe',
  subject: 'workload',
  title: 'Containers that serve requests have a readiness probe',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Add a readinessProbe that asks the program itself, with enough time to start and to be busy',

  check: (workload) =>
    missingProbes(workload, {
      field: 'readinessProbe',
      says: 'readiness probe: it gets requests before it can answer them',
      needsPorts: true,
    }),

  why: `A pod without a readiness probe counts as ready when its processes have started. It gets requests before it can answer them, at
every start and every rollout, and keeps getting them when it cannot answer any more.`,
  details: `Jobs, pods that run to their end, init containers and ephemeral containers need none. A container that declares no port may well
serve nothing: info. A worker without requests does well with none.`,
  references: [
    'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
  ],
  requirements: {},
  aliases: {
    kics: ['a659f3b5-9bf0-438a-bd9a-7d3a6427f1e3'],
    kubescape: ['C-0018'],
    checkov: ['CKV_K8S_9'],
    'kube-linter': ['no-readiness-probe'],
    'kube-score': ['pod-probes'],
    polaris: ['readinessProbeMissing'],
  },

  examples: {
    fails: [
      {
        name: 'a container and a sidecar',
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
        - name: proxy
          image: envoy:1.36
          restartPolicy: Always
          ports:
            - containerPort: 15000
      containers:
        - name: web
          image: nginx:1.29
          ports:
            - containerPort: 8080
`,
        at: ['spec.template.spec.initContainers[1].readinessProbe', 'spec.template.spec.containers[0].readinessProbe'],
      },
      {
        name: 'a container without a port: info',
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
        at: ['spec.template.spec.containers[0].readinessProbe'],
      },
    ],
    passes: [
      {
        name: 'a probe',
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
          readinessProbe:
            httpGet: {path: /ready, port: 8080}
`,
      },
      {
        name: 'a Job, and a pod that runs to its end',
        yaml: `
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: migrate
          image: migrate:4.19
---
apiVersion: v1
kind: Pod
metadata:
  name: once
spec:
  restartPolicy: OnFailure
  containers:
    - name: web
      image: nginx:1.29
`,
      },
    ],
  },
});

export default control;
