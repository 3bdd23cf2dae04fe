import { groupOf, stringAt, type Path } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { absent, findNamed } from './absent.ts';
import { REPLICATED } from './replicas.ts';

const control: Control = defineControl({
  id: 'reliability/dangling-hpa',
  subject: [{ group: 'autoscaling', kind: 'HorizontalPodAutoscaler' }],
  title: 'An autoscaler has something to scale',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Name an object that exists in scaleTargetRef, or remove the autoscaler',
  reads: REPLICATED,

  check(autoscaler, { scope }) {
    const kind = stringAt(autoscaler.value, ...TARGET, 'kind');
    const name = stringAt(autoscaler.value, ...TARGET, 'name');
    if (kind === undefined || name === undefined) return NOTHING;
    const apiVersion = stringAt(autoscaler.value, ...TARGET, 'apiVersion');
    const known = REPLICATED.filter((each) => each.kind === kind && (apiVersion === undefined || isOf(apiVersion, each.group)));
    const at = [...TARGET, 'name'];
    if (known.length === 0) return [{ at, unknown: `what a ${kind} is, and whether "${name}" is there, no manifest says` }];
    if (known.some((each) => findNamed(scope, each, autoscaler.namespace, name) !== undefined)) return NOTHING;
    return absent(scope, at, {
      missing: `there is no ${kind} "${name}" to scale`,
      unseen: `the ${kind} "${name}" is not among the objects that were read`,
    });
  },

  why: `An autoscaler whose target is gone, or is called otherwise, scales nothing, and says so only in its status. What it was meant to scale
stays as it is under load.`,
  details: `The target is looked up in the autoscaler's own namespace. One that is not among the objects that were read is unknown, unless they
are the whole cluster; so is one of a kind that is not Kubernetes' own.`,
  references: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'],
  requirements: {},
  aliases: {
    kubescape: ['C-0300'],
    'kube-linter': ['dangling-horizontalpodautoscaler'],
    'kube-score': ['horizontalpodautoscaler-has-target'],
  },

  examples: {
    fails: [
      {
        name: 'another name',
        complete: true,
        yaml: `
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
  name: shop
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
        at: ['HorizontalPodAutoscaler/web spec.scaleTargetRef.name'],
      },
      {
        name: 'another namespace',
        complete: true,
        yaml: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
  namespace: a
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 2
  maxReplicas: 9
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: b
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
        at: ['HorizontalPodAutoscaler/web spec.scaleTargetRef.name'],
      },
    ],
    passes: [
      {
        name: 'its target',
        complete: true,
        yaml: `
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
        name: 'a target that nobody shows',
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
        unknown: ['the Deployment "web" is not among the objects that were read'],
      },
      {
        name: 'an older API of the target',
        complete: true,
        yaml: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: extensions/v1beta1, kind: Deployment, name: web}
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

const TARGET: Path = ['spec', 'scaleTargetRef'];

/** Deployments were in the group extensions once, and an autoscaler that still says so finds them. */
function isOf(apiVersion: string, group: string): boolean {
  return groupOf(apiVersion) === group || (groupOf(apiVersion) === 'extensions' && group === 'apps');
}
