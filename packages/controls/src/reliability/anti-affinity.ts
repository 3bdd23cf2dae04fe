import { podFieldPath } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { hasAntiAffinity, hasSpreadConstraint, severalReplicas, SPREAD_KINDS } from './spread.ts';

const control: Control = defineControl({
  id: 'reliability/anti-affinity',
  subject: 'workload',
  title: 'Replicas are kept on nodes of their own',
  severity: 'info',
  concern: 'reliability',
  remediation: 'Add a podAntiAffinity or topologySpreadConstraints over kubernetes.io/hostname',
  reads: SPREAD_KINDS,

  check(workload, { scope }) {
    if (workload.role !== 'controller' || hasAntiAffinity(workload) || hasSpreadConstraint(workload)) return NOTHING;
    const replicas = severalReplicas(workload, scope);
    if (replicas === undefined) return NOTHING;
    const at = podFieldPath(workload, 'affinity');
    return [{ at, message: `nothing keeps the ${replicas} replicas on nodes of their own: they may all go with one` }];
  },

  why: `Several replicas are there so that one may go. Where nothing keeps them apart they may all be on one node, and go together: when it is
drained, when it breaks, when a neighbour takes its memory.`,
  details: `Judged are controllers of more than one replica, by their own number or the least of their autoscaler. Topology spread constraints do
the same, and are enough. The scheduler spreads a little by itself, but promises nothing.`,
  references: ['https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#affinity-and-anti-affinity'],
  requirements: {},
  aliases: {
    kics: ['a31b7b82-d994-48c4-bd21-3bab6c31827a'],
    'kube-linter': ['no-anti-affinity'],
    'kube-score': ['deployment-has-host-podantiaffinity', 'statefulset-has-host-podantiaffinity'],
  },

  examples: {
    fails: [
      {
        name: 'three replicas',
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
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
        at: ['spec.template.spec.affinity'],
      },
      {
        name: 'an autoscaler that keeps three',
        yaml: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 3
  maxReplicas: 9
---
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
        at: ['Deployment/web spec.template.spec.affinity'],
      },
    ],
    passes: [
      {
        name: 'an anti-affinity',
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      affinity:
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
            - weight: 100
              podAffinityTerm:
                topologyKey: kubernetes.io/hostname
                labelSelector:
                  matchLabels: {app: web}
      containers:
        - name: web
          image: nginx:1.29
`,
      },
      {
        name: 'constraints',
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels: {app: web}
      containers:
        - name: web
          image: nginx:1.29
`,
      },
      {
        name: 'one replica',
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
      },
    ],
  },
});

export default control;
