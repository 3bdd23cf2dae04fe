import { refOf, type KubeObject, type Scope } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { hasPlaceholder } from '../placeholder.ts';
import { servicePorts } from '../service/service-ports.ts';
import { shown } from '../wording.ts';
import { backendsOf, type Backend } from './backends.ts';
import { GATEWAY_ROUTES, INGRESSES } from './route-kinds.ts';

const control: Control = defineControl({
  id: 'ingress/dangling-backend',
  subject: [...INGRESSES, ...GATEWAY_ROUTES],
  title: 'Ingresses and routes lead to Services and ports that are there',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Name the Service and its port as they are, or remove the rule',
  reads: [{ group: '', kind: 'Service' }],

  check(object, { scope }) {
    const backends = backendsOf(object);
    if (backends.length === 0) return NOTHING;
    const found = backends.flatMap((backend) => outcomesOf(object, backend, scope));
    // One word of what is not shown is enough.
    const firstUnknown = found.find((outcome) => 'unknown' in outcome);
    return found.filter((outcome) => !('unknown' in outcome) || outcome === firstUnknown);
  },

  why: `A rule whose Service is gone answers with an error, or with the default backend. Its host and its certificate stay, and whoever may create a Service
of that name in the namespace gets what people send there.`,
  details: `A Service that is not among the objects that were read is missing only where they are the whole cluster (--complete); else it is unknown, once
for each object. The port of a Service that is there is judged always. The Ingress of a namespace that no manifest names is looked up among
the Services that name none. Backends that are no Services are not judged, nor are VirtualServices, whose hosts need be none.`,
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource',
    'https://gateway-api.sigs.k8s.io/api-types/httproute/#backendrefs-optional',
  ],
  requirements: {},
  aliases: {
    kubescape: ['C-0298', 'C-0302'],
    'kube-linter': ['dangling-ingress'],
    'kube-score': ['ingress-targets-service'],
    popeye: ['POP-1401', 'POP-1402', 'POP-1403', 'POP-1404'],
  },

  examples: {
    fails: [
      {
        name: 'a Service that is not there, and ports that it has not',
        complete: true,
        yaml: `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  ports: [{name: http, port: 80}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec:
  rules:
    - host: web.example.com
      http:
        paths:
          - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 8080}}}}
          - {path: /m, pathType: Prefix, backend: {service: {name: web, port: {name: metrics}}}}
          - {path: /api, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs: [{name: public}]
  rules:
    - backendRefs: [{name: web, port: 81}]
`,
        at: [
          'Ingress/web spec.rules[0].http.paths[0].backend.service.port.number',
          'Ingress/web spec.rules[0].http.paths[1].backend.service.port.name',
          'Ingress/web spec.rules[0].http.paths[2].backend.service.name',
          'HTTPRoute/web spec.rules[0].backendRefs[0].port',
        ],
      },
    ],
    passes: [
      {
        name: 'what is there, by number and by name',
        complete: true,
        yaml: `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  ports: [{name: http, port: 80}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec:
  defaultBackend: {service: {name: web, port: {name: http}}}
  rules:
    - host: web.example.com
      http:
        paths:
          - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
`,
      },
      {
        name: 'a part of a cluster',
        yaml: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec:
  rules:
    - host: web.example.com
      http:
        paths:
          - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
          - {path: /api, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}
`,
        unknown: ['the Service "web" is not among the objects that were read'],
      },
    ],
  },
});

export default control;

function outcomesOf(object: KubeObject, backend: Backend, scope: Scope): readonly Outcome[] {
  const { at, namespace, service, port } = backend;
  if (hasPlaceholder(service) || service === 'ssl-redirect' || port === 'use-annotation') return NOTHING;
  const found = scope.get('', 'Service', namespace, service);
  if (found === undefined) {
    return scope.complete
      ? [{ at, message: `the ${object.kind} "${object.name}" leads to the Service "${service}", which is not there` }]
      : [{ at, unknown: `the Service "${service}" is not among the objects that were read` }];
  }
  return hasPort(found, port) ? NOTHING : [portFailure(object, backend, found)];
}

function hasPort(service: KubeObject, port: Backend['port']): boolean {
  if (port === undefined || service.partial !== undefined) return true;
  const ports = servicePorts(service);
  return ports.length === 0 || ports.some((each) => each.port === port || each.name === port || String(each.port) === port);
}

function portFailure(object: KubeObject, { portAt, port, service }: Backend, found: KubeObject): Outcome {
  return {
    at: portAt,
    message: `the ${object.kind} "${object.name}" leads to port ${typeof port === 'string' ? shown(port) : String(port)} of the Service "${service}", which has none such`,
    evidence: [{ text: 'the ports of the Service', object: refOf(found), path: ['spec', 'ports'] }],
  };
}
