import { podFieldPath } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { hasSpreadConstraint, severalReplicas, SPREAD_KINDS } from './spread.ts';

const control: Control = defineControl({
  id: 'reliability/topology-spread',
  subject: 'workload',
  title: 'Replicas are spread over zones or nodes',
  severity: 'info',
  concern: 'reliability',
  remediation: 'Add topologySpreadConstraints over topology.kubernetes.io/zone and kubernetes.io/hostname',
  reads: SPREAD_KINDS,

  check(workload, { scope }) {
    if (workload.role !== 'controller' || hasSpreadConstraint(workload)) return NOTHING;
    const replicas = severalReplicas(workload, scope);
    if (replicas === undefined) return NOTHING;
    const at = podFieldPath(workload, 'topologySpreadConstraints');
    return [{ at, message: `the ${replicas} replicas have no topology spread constraints: nothing spreads them over zones` }];
  },

  why: `A zone of a cloud is what goes at once. Replicas that nothing spreads may all be in one, and an anti-affinity over nodes does not
prevent it.`,
  details: `Judged are controllers of more than one replica, by their own number or the least of their autoscaler. Constraints that the cluster's
scheduler adds by default no manifest shows.`,
  references: ['https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/'],
  requirements: {},
  aliases: { polaris: ['topologySpreadConstraint'], 'kube-score': ['pod-topology-spread-constraints'] },

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
        at: ['spec.template.spec.topologySpreadConstraints'],
      },
    ],
    passes: [
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
  replicas: 1
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
