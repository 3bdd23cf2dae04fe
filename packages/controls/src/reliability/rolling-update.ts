import { stringAt } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';

const control: Control = defineControl({
  id: 'reliability/rolling-update',
  subject: [
    { group: 'apps', kind: 'Deployment' },
    { group: 'apps', kind: 'DaemonSet' },
    { group: 'apps', kind: 'StatefulSet' },
    { group: 'apps.openshift.io', kind: 'DeploymentConfig' },
  ],
  title: 'New versions are rolled out pod by pod',
  severity: 'info',
  concern: 'reliability',
  remediation: 'Set the strategy to RollingUpdate, or leave it out',
  judgesPartial: true,

  check(object) {
    const field = object.kind === 'DaemonSet' || object.kind === 'StatefulSet' ? 'updateStrategy' : 'strategy';
    const type = stringAt(object.value, 'spec', field, 'type');
    if (type === undefined || type === 'RollingUpdate' || type === 'Rolling') return NOTHING;
    const effect =
      type === 'OnDelete'
        ? 'pods keep running the old version until somebody deletes them'
        : 'all pods stop before a new one starts';
    return [{ at: ['spec', field, 'type'], message: `the strategy is ${type}: ${effect}` }];
  },

  why: `With Recreate every deployment is an outage. With OnDelete a fix is not in force when it has been applied: pods with the old image,
and its holes, run on until somebody thinks of them.`,
  details: `The default is RollingUpdate. Recreate is right where two versions must not run at once, or where both would need one volume.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy'],
  requirements: {},
  aliases: { kubescape: ['C-0305'], 'kube-linter': ['no-rolling-update-strategy'], 'kube-score': ['deployment-strategy'] },

  examples: {
    fails: [
      {
        name: 'Recreate',
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  strategy: {type: Recreate}
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
        at: ['spec.strategy.type'],
      },
      {
        name: 'OnDelete',
        yaml: `
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  updateStrategy: {type: OnDelete}
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
        at: ['spec.updateStrategy.type'],
      },
    ],
    passes: [
      {
        name: 'unset',
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
        name: 'said',
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  strategy: {type: RollingUpdate}
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
