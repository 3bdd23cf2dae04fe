import { stringAt } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';

const LABEL = 'app.kubernetes.io/instance';

const control: Control = defineControl({
  id: 'reliability/instance-label',
  subject: [
    { group: 'apps', kind: 'Deployment' },
    { group: 'apps', kind: 'StatefulSet' },
    { group: 'apps', kind: 'DaemonSet' },
  ],
  title: 'The label of the instance is the same on a workload and on its pods',
  severity: 'info',
  concern: 'reliability',
  remediation: 'Give the object and the template the same app.kubernetes.io/instance',
  judgesPartial: true,

  check({ value }) {
    const own = stringAt(value, 'metadata', 'labels', LABEL);
    const ofPods = stringAt(value, 'spec', 'template', 'metadata', 'labels', LABEL);
    if (own === undefined || ofPods === undefined || own === ofPods) return NOTHING;
    const at = ['spec', 'template', 'metadata', 'labels', LABEL];
    return [{ at, message: `the pods say that they are of the instance "${ofPods}", and their workload of "${own}"` }];
  },

  why: `Dashboards, policies and people find what belongs together by this label. Where the pods say otherwise than their workload, they are
counted to another.`,
  details: `Judged only where both carry the label. The name of the object may well be another than the instance.`,
  references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/'],
  requirements: {},
  aliases: { polaris: ['metadataAndInstanceMismatched'] },

  examples: {
    fails: [
      {
        name: 'two instances',
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: {app.kubernetes.io/instance: shop}
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web, app.kubernetes.io/instance: blog}
    spec:
      containers:
        - name: web
          image: nginx:1.29
`,
        at: ['spec.template.metadata.labels["app.kubernetes.io/instance"]'],
      },
    ],
    passes: [
      {
        name: 'no label',
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
    ],
  },
});

export default control;
