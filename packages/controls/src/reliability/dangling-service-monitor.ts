import { isInvalid, labelSelector, labelsOf, listAt, matches, valueAt, type KubeObject, type Scope } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { absent } from './absent.ts';

const control: Control = defineControl({
  id: 'reliability/dangling-service-monitor',
  subject: [{ group: 'monitoring.coreos.com', kind: 'ServiceMonitor' }],
  title: 'A ServiceMonitor selects some Service',
  severity: 'info',
  concern: 'reliability',
  remediation: 'Give the selector the labels of the Service that is to be watched',
  reads: [{ group: '', kind: 'Service' }],

  check(monitor, { scope }) {
    const at = ['spec', 'selector'];
    const value = valueAt(monitor.value, at);
    if (value === undefined || value === null) return NOTHING;
    const selector = labelSelector(value);
    if (isInvalid(selector)) return [{ at, unknown: `the API server refuses the selector: ${selector.invalid}` }];
    for (const service of servicesFor(monitor, scope)) {
      if (matches(selector, labelsOf(valueAt(service.value, ['metadata', 'labels'])))) return NOTHING;
    }
    return absent(scope, at, {
      missing: 'there is no Service that it selects: nothing is watched',
      unseen: 'no Service among the objects that were read is selected',
    });
  },

  why: `What nobody watches fails unseen. A monitor that selects nothing looks, in the repository, as if somebody did.`,
  details: `Services are looked up in the monitor's own namespace, in those that namespaceSelector names, or in all. Where the objects that were read
are not the whole cluster it is unknown.`,
  references: ['https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.ServiceMonitor'],
  requirements: {},
  aliases: { 'kube-linter': ['dangling-servicemonitor'] },

  examples: {
    fails: [
      {
        name: 'other labels',
        complete: true,
        yaml: `
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: web
  namespace: shop
spec:
  selector: {matchLabels: {app: api}}
  endpoints:
    - port: metrics
---
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
  labels: {app: web}
spec:
  selector: {app: web}
  ports:
    - name: metrics
      port: 9090
`,
        at: ['ServiceMonitor/web spec.selector'],
      },
      {
        name: 'another namespace',
        complete: true,
        yaml: `
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: web
  namespace: shop
spec:
  selector: {matchLabels: {app: web}}
  endpoints:
    - port: metrics
---
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: blog
  labels: {app: web}
spec:
  selector: {app: web}
  ports:
    - name: metrics
      port: 9090
`,
        at: ['ServiceMonitor/web spec.selector'],
      },
    ],
    passes: [
      {
        name: 'its Service',
        complete: true,
        yaml: `
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: web
  namespace: shop
spec:
  selector: {matchLabels: {app: web}}
  endpoints:
    - port: metrics
---
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
  labels: {app: web}
spec:
  selector: {app: web}
  ports:
    - name: metrics
      port: 9090
`,
      },
      {
        name: 'in a namespace that it names',
        complete: true,
        yaml: `
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: web
  namespace: shop
spec:
  selector: {matchLabels: {app: web}}
  namespaceSelector:
    matchNames: [blog]
  endpoints:
    - port: metrics
---
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: blog
  labels: {app: web}
spec:
  selector: {app: web}
  ports:
    - name: metrics
      port: 9090
`,
      },
      {
        name: 'in any',
        complete: true,
        yaml: `
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: web
  namespace: shop
spec:
  selector: {matchLabels: {app: web}}
  namespaceSelector: {any: true}
  endpoints:
    - port: metrics
---
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: blog
  labels: {app: web}
spec:
  selector: {app: web}
  ports:
    - name: metrics
      port: 9090
`,
      },
      {
        name: 'a Service that nobody shows',
        yaml: `
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: web
  namespace: shop
spec:
  selector: {matchLabels: {app: web}}
  endpoints:
    - port: metrics
`,
        unknown: ['no Service among the objects that were read is selected'],
      },
    ],
  },
});

export default control;

function servicesFor(monitor: KubeObject, scope: Scope): Iterable<KubeObject> {
  if (valueAt(monitor.value, ['spec', 'namespaceSelector', 'any']) === true) return scope.ofKind('', 'Service');
  const names = listAt(monitor.value, 'spec', 'namespaceSelector', 'matchNames').filter((name) => typeof name === 'string');
  const namespaces = names.length > 0 ? names : [monitor.namespace ?? ''];
  return namespaces.flatMap((namespace) => [...scope.anywhereInNamespace('', 'Service', namespace)]);
}
