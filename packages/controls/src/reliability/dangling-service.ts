import { isInvalid, isObject, labelSelector, stringAt, valueAt } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { absent } from './absent.ts';
import { POD_KINDS, podsSelected } from './pods-of.ts';

const control: Control = defineControl({
  id: 'reliability/dangling-service',
  subject: [{ group: '', kind: 'Service' }],
  title: 'A Service selects some pod',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Give the selector the labels of the pods that the Service is for, or remove the Service',
  reads: POD_KINDS,

  check(service, { scope }) {
    const at = ['spec', 'selector'];
    const labels = valueAt(service.value, at);
    if (!isObject(labels) || Object.keys(labels).length === 0) return NOTHING;
    if (stringAt(service.value, 'spec', 'type') === 'ExternalName') return NOTHING;
    const selector = labelSelector({ matchLabels: labels });
    if (isInvalid(selector)) return [{ at, unknown: `the API server refuses the selector: ${selector.invalid}` }];
    if (podsSelected(scope, service.namespace, selector).length > 0) return NOTHING;
    return absent(scope, at, {
      missing: `no workload has pods that the Service "${service.name}" selects`,
      unseen: 'no workload among the objects that were read has pods that it selects',
    });
  },

  why: `A Service without pods answers nobody. Whoever may create a pod in the namespace can give it the labels that are asked for, and gets the
requests, with the passwords in them.`,
  details: `Pods are looked up in the Service's own namespace, by the labels of templates. A Service without a selector, or an ExternalName, has its
endpoints from elsewhere. Where the objects that were read are not the whole cluster it is unknown.`,
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/'],
  requirements: {},
  aliases: {
    kubescape: ['C-0293'],
    'kube-linter': ['dangling-service'],
    'kube-score': ['service-targets-pod'],
    popeye: ['POP-1100'],
  },

  examples: {
    fails: [
      {
        name: 'other labels',
        complete: true,
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
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: api}
  ports:
    - port: 80
`,
        at: ['Service/web spec.selector'],
      },
      {
        name: 'another namespace',
        complete: true,
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: a
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
---
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: b
spec:
  selector: {app: web}
  ports:
    - port: 80
`,
        at: ['Service/web spec.selector'],
      },
    ],
    passes: [
      {
        name: 'its pods',
        complete: true,
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
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
    - port: 80
`,
      },
      {
        name: 'no selector',
        complete: true,
        yaml: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - port: 80
`,
      },
      {
        name: 'pods that nobody shows',
        yaml: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
    - port: 80
`,
        unknown: ['no workload among the objects that were read has pods that it selects'],
      },
    ],
  },
});

export default control;
