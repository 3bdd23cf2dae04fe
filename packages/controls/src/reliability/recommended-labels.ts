import { defineControl, NOTHING, type Control } from '../control.ts';
import { holds, keyedPlaces } from './keys-of.ts';
import { listed } from '../wording.ts';

const control: Control = defineControl({
  id: 'reliability/recommended-labels',
  subject: 'workload',
  title: 'Workloads and their pods say what they belong to',
  severity: 'info',
  concern: 'reliability',
  remediation: 'Add the label app.kubernetes.io/name, and those beside it that are of use',
  parameters: {
    labels: {
      default: ['app.kubernetes.io/name', 'app.kubernetes.io/instance', 'app', 'k8s-app'],
      description: 'Labels of which one is enough',
    },
  },

  check(workload, context) {
    const wanted = context.parameter('labels');
    if (wanted.length === 0) return NOTHING;
    return keyedPlaces(workload, 'labels')
      .filter(({ map }) => !wanted.some((label) => holds(map, label)))
      .map(({ at, where }) => ({
        at,
        message: `${where} have none of the labels ${listed(wanted)}`.replace(/^the (\S+) have/, 'the $1 has'),
      }));
  },

  why: `Labels are what network policies, budgets and people find pods by. A pod that says nothing is found by nobody, and no policy can be
written for it.`,
  details: `One of the labels is enough, on the object and on its pods each. A label that is empty is none.`,
  references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/'],
  requirements: {},
  aliases: { kubescape: ['C-0076', 'C-0077'] },

  examples: {
    fails: [
      {
        name: 'no labels of the list',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {color: blue}
spec:
  containers:
    - name: web
      image: nginx:1.29
`,
        at: ['metadata.labels'],
      },
      {
        name: 'the object has none, its pods have',
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
        name: 'one is enough',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
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
