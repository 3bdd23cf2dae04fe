import { member, valueAt } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { minReplicasOf } from './replicas.ts';

const control: Control = defineControl({
  id: 'reliability/hpa-min-equals-max',
  subject: [{ group: 'autoscaling', kind: 'HorizontalPodAutoscaler' }],
  title: 'An autoscaler can scale',
  severity: 'info',
  concern: 'reliability',
  remediation: 'Set maxReplicas to more than minReplicas, or remove the autoscaler',

  check(autoscaler) {
    const most = member(valueAt(autoscaler.value, ['spec']), 'maxReplicas');
    const least = minReplicasOf(autoscaler);
    if (typeof most !== 'number' || most !== least) return NOTHING;
    return [
      { at: ['spec', 'maxReplicas'], message: `minReplicas and maxReplicas are both ${most}: the autoscaler never scales` },
    ];
  },

  why: `An autoscaler whose bounds are equal only looks like one: under load nothing is added, and nobody who reads its name expects that.`,
  details: `An unset minReplicas is one.`,
  references: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'],
  requirements: {},
  aliases: { polaris: ['hpaMaxAvailability'] },

  examples: {
    fails: [
      {
        name: 'three to three',
        yaml: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 3
  maxReplicas: 3
`,
        at: ['spec.maxReplicas'],
      },
    ],
    passes: [
      {
        name: 'two to nine',
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
    ],
  },
});

export default control;
