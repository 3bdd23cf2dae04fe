import { defineControl, NOTHING, type Control } from '../control.ts';
import { specOf } from './budgets.ts';

const control: Control = defineControl({
  id: 'reliability/pdb-no-policy',
  subject: [{ group: 'policy', kind: 'PodDisruptionBudget' }],
  title: 'A PodDisruptionBudget says how many pods may go, in one way',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Set either maxUnavailable or minAvailable',

  check(budget) {
    const most = specOf(budget, 'maxUnavailable');
    const least = specOf(budget, 'minAvailable');
    if (most === undefined && least === undefined) {
      return [
        { at: ['spec', 'maxUnavailable'], message: 'neither maxUnavailable nor minAvailable is set: no pod may ever be evicted' },
      ];
    }
    if (most === undefined || least === undefined) return NOTHING;
    return [
      { at: ['spec', 'minAvailable'], message: 'both maxUnavailable and minAvailable are set, and the API server refuses that' },
    ];
  },

  why: `A budget that says nothing is no budget without a limit: the disruption controller expects no pods then and allows no eviction, so that
every drain of a node hangs.`,
  references: [
    'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
    'https://kubernetes.io/docs/concepts/workloads/pods/disruptions/',
  ],
  requirements: {},
  aliases: { 'kube-score': ['poddisruptionbudget-has-policy'] },

  examples: {
    fails: [
      {
        name: 'neither',
        yaml: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  selector: {matchLabels: {app: web}}
`,
        at: ['spec.maxUnavailable'],
      },
      {
        name: 'both',
        yaml: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  minAvailable: 1
  maxUnavailable: 1
  selector: {matchLabels: {app: web}}
`,
        at: ['spec.minAvailable'],
      },
    ],
    passes: [
      {
        name: 'one of them',
        yaml: `
apiVersion: policy/v1
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
