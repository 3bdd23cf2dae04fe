import { valueAt } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { holds } from './keys-of.ts';
import { listed } from '../wording.ts';

const control: Control = defineControl({
  id: 'reliability/required-labels',
  subject: 'workload',
  title: 'Workloads carry the labels that the organisation requires',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Add the labels that are required',
  parameters: {
    labels: { default: [], description: 'The labels that every workload must have; none given requires none' },
  },

  check({ object }, context) {
    const wanted = context.parameter('labels');
    if (wanted.length === 0) return NOTHING;
    const at = ['metadata', 'labels'];
    const map = valueAt(object.value, at);
    const missing = wanted.filter((key) => !holds(map, key));
    if (missing.length === 0) return NOTHING;
    return [{ at, message: `the ${object.kind} has no ${listed(missing)} among its labels` }];
  },

  why: `When something is broken into, the first question is whose it is. A label that every workload must have answers it without a search.`,
  details: `Nothing is required until the parameter says so. Every label of the list must be on the object, with a value.`,
  references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/'],
  requirements: {},
  aliases: { 'kube-linter': ['required-label-owner'] },

  examples: {
    fails: [
      {
        name: 'it is missing',
        parameters: { labels: ['owner'] },
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
        at: ['metadata.labels'],
      },
    ],
    passes: [
      {
        name: 'it is there',
        parameters: { labels: ['owner'] },
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {owner: shop}
spec:
  containers:
    - name: web
      image: nginx:1.29
`,
      },
      {
        name: 'nothing is required',
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
