import {
  isInvalid,
  isObject,
  labelSelector,
  labelsOf,
  matches,
  valueAt,
  type Json,
  type KubeObject,
  type Path,
  type Selector,
} from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';

const control: Control = defineControl({
  id: 'reliability/selector-mismatch',
  subject: [
    ...['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'].map((kind) => ({ group: 'apps', kind })),
    { group: '', kind: 'ReplicationController' },
    { group: 'batch', kind: 'Job' },
    { group: 'batch', kind: 'CronJob' },
    { group: 'apps.openshift.io', kind: 'DeploymentConfig' },
    { group: 'argoproj.io', kind: 'Rollout' },
  ],
  title: "A controller's selector selects the pods of its template",
  severity: 'low',
  concern: 'reliability',
  remediation: 'Give the template the labels that the selector asks for',

  check(object) {
    const base: Path = object.kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec'] : ['spec'];
    const value = valueAt(object.value, [...base, 'selector']);
    // Older APIs and Jobs make the selector of the template's labels.
    if (value === undefined || value === null) return NOTHING;
    const template = valueAt(object.value, [...base, 'template']);
    if (!isObject(template)) return NOTHING;
    const at = [...base, 'selector'];
    const selector = selectorOf(object, value);
    if (typeof selector === 'string') return [{ at, unknown: `the API server refuses the selector: ${selector}` }];
    if (matches(selector, labelsOf(valueAt(template, ['metadata', 'labels'])))) return NOTHING;
    return [{ at, message: "the selector does not select the template's pods, and the API server refuses the object" }];
  },

  why: `The API server refuses such an object. What runs is then what ran before: a fix that was merged is not in force, and the pipeline that
should have said so may have been told to go on.`,
  details: `Both matchLabels and matchExpressions count as Kubernetes evaluates them. The template may have more labels than the selector asks for.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector'],
  requirements: {},
  aliases: {
    kubescape: ['C-0296'],
    'kube-linter': ['mismatching-selector'],
    'kube-score': [
      'deployment-pod-selector-labels-match-template-metadata-labels',
      'statefulset-pod-selector-labels-match-template-metadata-labels',
    ],
  },

  examples: {
    fails: [
      {
        name: 'another value',
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: api}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: nginx:1.29
`,
        at: ['spec.selector'],
      },
      {
        name: 'an expression',
        yaml: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector:
    matchExpressions:
      - {key: tier, operator: Exists}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
        - name: db
          image: postgres:18.1
`,
        at: ['spec.selector'],
      },
    ],
    passes: [
      {
        name: 'more labels than it asks for',
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
      labels: {app: web, version: v2}
    spec:
      containers:
        - name: web
          image: nginx:1.29
`,
      },
      {
        name: 'a Job makes its own',
        yaml: `
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: migrate
          image: migrate:4.19
`,
      },
    ],
  },
});

export default control;

/** The selector, or why the API server refuses it. The oldest kinds have a plain map of labels. */
function selectorOf({ kind }: KubeObject, value: Json): Selector | string {
  const isMap = kind === 'ReplicationController' || kind === 'DeploymentConfig';
  const selector = labelSelector(isMap ? { matchLabels: value } : value);
  return isInvalid(selector) ? selector.invalid : selector;
}
