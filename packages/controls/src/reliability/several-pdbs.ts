import { labelsOf, member, refOf } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { listed } from '../wording.ts';
import { BUDGET, budgetsOf } from './budgets.ts';

const control: Control = defineControl({
  id: 'reliability/several-pdbs',
  subject: 'workload',
  title: 'Pods are in one PodDisruptionBudget at most',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Change the selectors of the budgets so that one alone selects the pods',
  reads: [BUDGET],

  check(workload, { scope }) {
    if (workload.role === 'job') return NOTHING;
    const labels = member(workload.metadata, 'labels');
    if (labels === undefined) return NOTHING;
    const budgets = budgetsOf(scope, workload.object.namespace, labelsOf(labels));
    if (budgets.length < 2) return NOTHING;
    const names = listed(budgets.map(({ name }) => `"${name}"`));
    return [
      {
        at: [...workload.metadataPath, 'labels'],
        message: `the PodDisruptionBudgets ${names} all select the pods: none of these can be evicted`,
        evidence: budgets.map((budget) => ({ text: 'it selects them', object: refOf(budget), path: ['spec', 'selector'] })),
      },
    ];
  },

  why: `The eviction API refuses a pod that is in more than one budget, whatever they say. Every drain of its node fails until a person finds
out why.`,
  references: [
    'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
    'https://kubernetes.io/docs/concepts/workloads/pods/disruptions/',
  ],
  requirements: {},
  aliases: { popeye: ['POP-209'] },

  examples: {
    fails: [
      {
        name: 'two budgets',
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
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector: {matchLabels: {app: web}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: all
spec:
  maxUnavailable: 1
  selector: {}
`,
        at: ['Deployment/web spec.template.metadata.labels'],
      },
    ],
    passes: [
      {
        name: 'one budget',
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
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector: {matchLabels: {app: web}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: api
spec:
  maxUnavailable: 1
  selector: {matchLabels: {app: api}}
`,
      },
    ],
  },
});

export default control;
