import { refOf, type Evidence } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { shown } from '../wording.ts';
import { amountOf, leastScaled, selectedBy, specOf } from './budgets.ts';
import { POD_KINDS } from './pods-of.ts';
import { AUTOSCALER, SCALED_OBJECT } from './replicas.ts';

const control: Control = defineControl({
  id: 'reliability/pdb-min-over-hpa',
  subject: [{ group: 'policy', kind: 'PodDisruptionBudget' }],
  title: 'A PodDisruptionBudget lets a pod go when its autoscaler is at its least',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Set minAvailable below minReplicas, or use maxUnavailable: 1',
  reads: [...POD_KINDS, AUTOSCALER, SCALED_OBJECT],

  check(budget, { scope }) {
    const wanted = specOf(budget, 'minAvailable');
    if (wanted === undefined) return NOTHING;
    const sources = selectedBy(budget, scope);
    const [only] = sources;
    if (only === undefined || sources.length > 1) return NOTHING;
    const scaled = leastScaled(only.object, scope);
    if (scaled === undefined) return NOTHING;
    const kept = amountOf(wanted, scaled.least);
    if (kept === undefined || kept < scaled.least) return NOTHING;
    const { scaler, least } = scaled;
    const evidence: readonly Evidence[] = [{ text: `it keeps ${least}`, object: refOf(scaler), path: ['spec', 'minReplicas'] }];
    const says = `minAvailable is ${shown(wanted)}, and the autoscaler "${scaler.name}" goes down to ${least}`;
    return [{ at: ['spec', 'minAvailable'], message: `${says}: no pod may be evicted then`, evidence }];
  },

  why: `When there is little to do, the autoscaler keeps as few pods as the budget wants available, and no node can be drained: at night,
when upgrades run.`,
  details: `Budgets that select the pods of one object which a HorizontalPodAutoscaler scales; a share is rounded up, as Kubernetes does.`,
  references: [
    'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
    'https://kubernetes.io/docs/concepts/workloads/pods/disruptions/',
  ],
  requirements: {},
  aliases: { polaris: ['pdbMinAvailableGreaterThanHPAMinReplicas'] },

  examples: {
    fails: [
      {
        name: 'as many as are kept',
        yaml: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  minAvailable: 2
  selector: {matchLabels: {app: web}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 2
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
        at: ['PodDisruptionBudget/web spec.minAvailable'],
      },
    ],
    passes: [
      {
        name: 'fewer',
        yaml: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  minAvailable: 1
  selector: {matchLabels: {app: web}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 2
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
      },
      {
        name: 'a share of two, rounded up',
        yaml: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  minAvailable: 50%
  selector: {matchLabels: {app: web}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 2
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
      },
    ],
  },
});

export default control;
