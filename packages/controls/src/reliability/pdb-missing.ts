import { defineControl, NOTHING, type Control } from '../control.ts';
import { labelsOf, member } from '@bulwark/model';
import { absent } from './absent.ts';
import { BUDGET, budgetsOf } from './budgets.ts';
import { severalReplicas, SPREAD_KINDS } from './spread.ts';

const control: Control = defineControl({
  id: 'reliability/pdb-missing',
  subject: 'workload',
  title: 'What has several replicas has a PodDisruptionBudget',
  severity: 'info',
  concern: 'reliability',
  remediation: 'Add a PodDisruptionBudget with maxUnavailable: 1 that selects the pods',
  reads: [BUDGET, ...SPREAD_KINDS],

  check(workload, { scope }) {
    if (workload.role !== 'controller') return NOTHING;
    const { object } = workload;
    const replicas = severalReplicas(workload, scope);
    if (replicas === undefined) return NOTHING;
    if (budgetsOf(scope, object.namespace, labelsOf(member(workload.metadata, 'labels'))).length > 0) return NOTHING;
    return absent(scope, ['metadata', 'name'], {
      missing: `no PodDisruptionBudget selects the ${replicas} replicas: draining nodes may take them all at once`,
      unseen: 'no PodDisruptionBudget among the objects that were read selects its pods',
    });
  },

  why: `Whoever drains nodes, a person or an autoscaler of the cluster, evicts pods as fast as it may. Without a budget that is all
replicas at once.`,
  details: `Controllers of more than one replica, by their own number or the least of their autoscaler. Where the objects that were read are not the
whole cluster, a budget that is not among them is unknown.`,
  references: [
    'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
    'https://kubernetes.io/docs/concepts/workloads/pods/disruptions/',
  ],
  requirements: {},
  aliases: {
    'kube-score': ['deployment-has-poddisruptionbudget', 'statefulset-has-poddisruptionbudget'],
    polaris: ['missingPodDisruptionBudget'],
    popeye: ['POP-206'],
  },

  examples: {
    fails: [
      {
        name: 'none selects them',
        complete: true,
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
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector: {matchLabels: {app: api}}
`,
        at: ['Deployment/web metadata.name'],
      },
      {
        name: 'an empty selector of the beta selects nothing',
        complete: true,
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
---
apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector: {}
`,
        at: ['Deployment/web metadata.name'],
      },
    ],
    passes: [
      {
        name: 'a budget',
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
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector: {matchLabels: {app: web}}
`,
      },
      {
        name: 'an empty selector selects everything',
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
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector: {}
`,
      },
      {
        name: 'one replica',
        complete: true,
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
      {
        name: 'a folder that may not be all',
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
        unknown: ['no PodDisruptionBudget among the objects that were read selects its pods'],
      },
    ],
  },
});

export default control;
