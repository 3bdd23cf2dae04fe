import { defineControl, type Control } from '../control.ts';
import { missingProbes } from './missing-probe.ts';

const control: Control = defineControl({
  id: 'reliability/liveness-probe',
  subject: 'workload',
  title: 'Containers that stay up have a liveness probe',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Add a livenessProbe that asks the program itself, with enough time to start and to be busy',

  check: (workload) =>
    missingProbes(workload, {
      field: 'livenessProbe',
      says: 'liveness probe: one that hangs is not started again',
      needsPorts: false,
    }),

  why: `A program that hangs (a deadlock, a full pool, a loop without end) looks alive to Kubernetes as long as its process is there. A
liveness probe is what makes the kubelet start it again; without one, somebody who can make it hang has taken it down until a
person looks.`,
  details: `Jobs, pods that run to their end, init containers and ephemeral containers need none. A startup probe alone is none: it ends when
the program is up. A probe that fails where its program is only busy is worse than none.`,
  references: [
    'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
  ],
  requirements: {},
  aliases: {
    kics: ['ade74944-a674-4e00-859e-c6eab5bde441'],
    kubescape: ['C-0056'],
    checkov: ['CKV_K8S_8'],
    'kube-linter': ['no-liveness-probe'],
    polaris: ['livenessProbeMissing'],
    kalm: ['REL-002'],
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
        at: ['spec.template.spec.initContainers[1].livenessProbe', 'spec.template.spec.containers[0].livenessProbe'],
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
          livenessProbe:
            httpGet: {path: /live, port: 8080}
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
