import { set, type Hazard } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { specOf } from './budgets.ts';

const HAZARDS: readonly Hazard[] = [
  {
    what: 'a pod that runs and is not ready, perhaps because it repairs its data, is taken away by a drain',
    check: 'no pod of the budget needs to be left alone while it is not ready: its readiness probe and its documentation tell',
  },
];

const control: Control = defineControl({
  id: 'reliability/pdb-unhealthy-eviction',
  subject: [{ group: 'policy', kind: 'PodDisruptionBudget' }],
  title: 'A PodDisruptionBudget says whether broken pods may go',
  severity: 'info',
  concern: 'reliability',
  remediation: 'Set unhealthyPodEvictionPolicy: AlwaysAllow',

  check(budget) {
    if (budget.apiVersion !== 'policy/v1' || specOf(budget, 'unhealthyPodEvictionPolicy') !== undefined) return NOTHING;
    const at = ['spec', 'unhealthyPodEvictionPolicy'];
    return [
      {
        at,
        message: 'pods that run but are not ready may not be evicted while the budget is not met',
        fix: { kind: 'suggestion', edits: [set(at, 'AlwaysAllow')], hazards: HAZARDS },
      },
    ];
  },

  why: `By default a pod that runs but is not ready counts as one to be kept while too few are healthy. A program that crashes over and
over then stops every drain of its node, though evicting it would harm nobody.`,
  details: `IfHealthyBudget, the default, is right where a pod that is not ready is busy with data that it must not lose; who says so passes.`,
  references: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy'],
  requirements: {},
  aliases: { 'kube-linter': ['pdb-unhealthy-pod-eviction-policy'] },

  examples: {
    fails: [
      {
        name: 'unset',
        yaml: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector: {matchLabels: {app: web}}
`,
        at: ['spec.unhealthyPodEvictionPolicy'],
      },
    ],
    passes: [
      {
        name: 'always',
        yaml: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector: {matchLabels: {app: web}}
`,
      },
      {
        name: 'kept on purpose',
        yaml: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: IfHealthyBudget
  selector: {matchLabels: {app: web}}
`,
      },
      {
        name: 'the beta has no such field everywhere',
        yaml: `
apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector: {matchLabels: {app: web}}
`,
      },
    ],
  },
});

export default control;
