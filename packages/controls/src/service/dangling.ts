import type { KubeObject, Scope } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { SELECTABLE_KINDS, selectedWorkloads, serviceSelector } from './selected-workloads.ts';

const SELECTOR = ['spec', 'selector'];

const control: Control = defineControl({
  id: 'service/dangling',
  subject: [{ group: '', kind: 'Service' }],
  title: 'Services find pods',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Make the selector the labels that the pods carry, or remove the Service',
  reads: SELECTABLE_KINDS,

  check(service, { scope }) {
    const selector = serviceSelector(service);
    if (selector === undefined || selectedWorkloads(service, scope).length > 0) return NOTHING;
    const labels = Object.entries(selector)
      .map(([key, value]) => `${key}=${value}`)
      .join(', ');
    if (!scope.complete) {
      return hasWorkloads(service, scope)
        ? [{ at: SELECTOR, unknown: `no pod among the objects that were read carries ${labels}` }]
        : NOTHING;
    }
    return [{ at: SELECTOR, message: `the Service "${service.name}" looks for pods with ${labels}, and there are none` }];
  },

  why: `A Service whose selector meets no pod refuses every connection. It is also a door that stands open to come: whoever may create a
pod in the namespace gives it those labels, and is sent what the clients of the Service mean for another.`,
  details: `Decided only where the objects that were read are the whole cluster (--complete). Otherwise it is unknown where the namespace has other
workloads among them, and nothing is said where it has none: an operator or another file may bring the pods. Services without
a selector and of type ExternalName are not meant.`,
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service'],
  requirements: {},
  aliases: {
    kubescape: ['C-0293'],
    'kube-linter': ['dangling-service'],
    'kube-score': ['service-targets-pod'],
    popeye: ['POP-1100'],
    kics: ['3ca03a61-3249-4c16-8427-6f8e47dda729'],
  },

  examples: {
    fails: [
      {
        name: 'pods with another label',
        complete: true,
        yaml: `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  labels: {app: webb}
spec:
  containers:
    - {name: web, image: 'nginx:1.29'}
`,
        at: ['Service/web spec.selector'],
      },
    ],
    passes: [
      {
        name: 'a Deployment whose pods carry the labels',
        complete: true,
        yaml: `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web, track: stable}
    spec:
      containers:
        - {name: web, image: 'nginx:1.29'}
`,
      },
      {
        name: 'a part of a cluster that shows other pods of the namespace',
        yaml: `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Pod
metadata:
  name: other
  namespace: shop
  labels: {app: other}
spec:
  containers:
    - {name: web, image: 'nginx:1.29'}
`,
        unknown: ['no pod among the objects that were read carries app=web'],
      },
      {
        name: 'a part of a cluster, and endpoints that somebody else writes',
        yaml: `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: outside, namespace: shop}
spec:
  ports: [{port: 80}]
`,
      },
    ],
  },
});

export default control;

function hasWorkloads({ namespace }: KubeObject, scope: Scope): boolean {
  for (const { group, kind } of SELECTABLE_KINDS) {
    for (const _ of scope.inNamespace(group, kind, namespace)) return true;
  }
  return false;
}
