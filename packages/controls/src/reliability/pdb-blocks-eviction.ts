import { type Path } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { counted, shown } from '../wording.ts';
import { amountOf, expectedPods, selectedBy, specOf } from './budgets.ts';
import { POD_KINDS } from './pods-of.ts';
import { AUTOSCALER, SCALED_OBJECT } from './replicas.ts';

const control: Control = defineControl({
  id: 'reliability/pdb-blocks-eviction',
  subject: [{ group: 'policy', kind: 'PodDisruptionBudget' }],
  title: 'A PodDisruptionBudget lets some pod go',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Set maxUnavailable to 1 or more, or minAvailable to fewer than there are replicas',
  reads: [...POD_KINDS, AUTOSCALER, SCALED_OBJECT],

  check(budget, { scope }) {
    const most = specOf(budget, 'maxUnavailable');
    if (most !== undefined) {
      return amountOf(most, 1) === 0 ? fails(MOST, `maxUnavailable is ${shown(most)}: no pod may ever be evicted`) : NOTHING;
    }
    const least = specOf(budget, 'minAvailable');
    if (least === undefined) return NOTHING;
    if (typeof least === 'string' && amountOf(least, 100) === 100) {
      return fails(LEAST, `minAvailable is ${least}: no pod may ever be evicted`);
    }
    const pods = expectedPods(selectedBy(budget, scope), scope);
    const wanted = pods === undefined ? undefined : amountOf(least, pods);
    if (pods === undefined || wanted === undefined || wanted < pods) return NOTHING;
    return fails(LEAST, `minAvailable is ${shown(least)}, and it selects ${counted(pods, 'pod')}: none may ever be evicted`);
  },

  why: `A budget that lets no pod go stops every drain of a node: the upgrade that brings the security fix hangs until somebody deletes the
budget, in a hurry.`,
  details: `Meant are maxUnavailable of 0 or 0%, minAvailable of 100%, and minAvailable that is at least the replicas of everything that the budget selects.
A share is rounded up, as Kubernetes does: 50% of one pod is one. What an autoscaler scales is another control's.`,
  references: [
    'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
    'https://kubernetes.io/docs/concepts/workloads/pods/disruptions/',
  ],
  requirements: {},
  aliases: { 'kube-linter': ['pdb-max-unavailable', 'pdb-min-available'], polaris: ['pdbDisruptionsIsZero'] },

  examples: {
    fails: [
      {
        name: 'zero',
        yaml: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 0%
  selector: {matchLabels: {app: web}}
`,
        at: ['spec.maxUnavailable'],
      },
      {
        name: 'all of them, rounded up',
        yaml: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  minAvailable: 50%
  selector: {matchLabels: {app: web}}
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
      {
        name: '100 %',
        yaml: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  minAvailable: 100%
  selector: {matchLabels: {app: web}}
`,
        at: ['spec.minAvailable'],
      },
    ],
    passes: [
      {
        name: 'one may go',
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
      {
        name: 'one of three may go',
        yaml: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  minAvailable: 2
  selector: {matchLabels: {app: web}}
---
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
      },
      {
        name: 'a share of one is rounded up',
        yaml: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 10%
  selector: {matchLabels: {app: web}}
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

const MOST: Path = ['spec', 'maxUnavailable'];
const LEAST: Path = ['spec', 'minAvailable'];

function fails(at: Path, message: string): readonly Outcome[] {
  return [{ at, message }];
}
