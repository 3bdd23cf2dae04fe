import { set } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { counted } from '../wording.ts';
import { minReplicasOf } from './replicas.ts';
import { RUNS_TWICE } from '../hazards/shared.ts';

const control: Control = defineControl({
  id: 'reliability/hpa-min-replicas',
  subject: [{ group: 'autoscaling', kind: 'HorizontalPodAutoscaler' }],
  title: 'An autoscaler keeps several replicas',
  severity: 'info',
  concern: 'reliability',
  remediation: 'Set minReplicas to 2 or more',
  parameters: {
    minimum: { default: 2, description: 'The least number of replicas' },
  },

  check(autoscaler, context) {
    const minimum = context.parameter('minimum');
    const least = minReplicasOf(autoscaler);
    if (least === undefined || least === 0 || least >= minimum) return NOTHING;
    const at = ['spec', 'minReplicas'];
    return [
      {
        at,
        message: `the autoscaler goes down to ${counted(least, 'replica')}, fewer than ${minimum}`,
        fix: { kind: 'suggestion', edits: [set(at, minimum)], hazards: RUNS_TWICE },
      },
    ];
  },

  why: `An autoscaler that goes down to one replica leaves one whenever nothing happens, and that one is none while its node is drained.`,
  details: `An unset minReplicas is one. None (0) lets a workload sleep on purpose.`,
  references: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'],
  requirements: {},
  aliases: {
    'kube-linter': ['hpa-minimum-three-replicas'],
    'kube-score': ['horizontalpodautoscaler-replicas'],
    polaris: ['hpaMinAvailability'],
  },

  examples: {
    fails: [
      {
        name: 'unset means one',
        yaml: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 9
`,
        at: ['spec.minReplicas'],
      },
    ],
    passes: [
      {
        name: 'two',
        yaml: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 2
  maxReplicas: 9
`,
      },
      {
        name: 'sleeps',
        yaml: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 0
  maxReplicas: 9
`,
      },
    ],
  },
});

export default control;
