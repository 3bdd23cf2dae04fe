import {
  isArray,
  isObject,
  listAt,
  member,
  objectAt,
  refOf,
  stringAt,
  valueAt,
  type Evidence,
  type Json,
  type KubeObject,
  type Scope,
} from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { GATEWAY_GROUP, GATEWAYS, ISTIO_GROUP } from './route-kinds.ts';

const INSIDE = /internal|private|intranet|egress|waypoint|mesh|cluster-local|local-gateway/i;

const control: Control = defineControl({
  id: 'ingress/gateway-no-tls',
  subject: GATEWAYS,
  title: 'Gateways take cleartext only to send it to TLS',
  severity: 'medium',
  remediation:
    'Give the listener a certificate, and let the one for HTTP redirect: a RequestRedirect route, or httpsRedirect: true',
  reads: [{ group: GATEWAY_GROUP, kind: 'HTTPRoute' }],

  check(gateway, { scope }) {
    if (isInside(gateway)) return NOTHING;
    return gateway.group === ISTIO_GROUP ? ofIstio(gateway) : ofGatewayApi(gateway, scope);
  },

  why: `A listener for HTTP gives whoever is on the way the passwords, cookies and answers of everything behind it, and lets them be changed. Its only use
is to send people to HTTPS, and one route more than that is easily added by a team that does not own the gateway.`,
  details: `Of the Gateway API: listeners with the protocol HTTP of a Gateway that has none with TLS, or to which an HTTPRoute of the manifests attaches that
forwards (by its parentRefs with sectionName and port; without these it attaches to every listener). Of Istio: servers with HTTP, HTTP2 or
GRPC and no httpsRedirect. TLS that a load balancer ends before the gateway shows in no Gateway: that is what exceptions are for. Gateways that call themselves
internal, egress, mesh or waypoint by name or class are left out.`,
  references: ['https://gateway-api.sigs.k8s.io/guides/tls/', 'https://gateway-api.sigs.k8s.io/guides/http-redirect-rewrite/'],
  requirements: { nsa: ['encryption-in-transit'], mitre: ['T1557', 'T1040'], owasp: ['K05'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'HTTP alone, and a route on both listeners',
        yaml: `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: plain, namespace: edge}
spec:
  gatewayClassName: envoy
  listeners: [{name: http, protocol: HTTP, port: 80}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: both, namespace: edge}
spec:
  gatewayClassName: envoy
  listeners:
    - {name: http, protocol: HTTP, port: 80}
    - {name: https, protocol: HTTPS, port: 443, tls: {certificateRefs: [{name: edge}]}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs: [{name: both, namespace: edge}]
  rules: [{backendRefs: [{name: web, port: 80}]}]
`,
        at: ['Gateway/plain spec.listeners[0].protocol', 'Gateway/both spec.listeners[0].protocol'],
      },
      {
        name: 'a server of Istio',
        yaml: `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: web}
spec:
  selector: {istio: ingressgateway}
  servers:
    - port: {number: 80, name: http, protocol: HTTP}
      hosts: [web.example.com]
`,
        at: ['spec.servers[0].port.protocol'],
      },
    ],
    passes: [
      {
        name: 'HTTP that only redirects',
        yaml: `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: both, namespace: edge}
spec:
  gatewayClassName: envoy
  listeners:
    - {name: http, protocol: HTTP, port: 80}
    - {name: https, protocol: HTTPS, port: 443, tls: {certificateRefs: [{name: edge}]}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs: [{name: both, namespace: edge, sectionName: https}]
  rules: [{backendRefs: [{name: web, port: 80}]}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: redirect, namespace: edge}
spec:
  parentRefs: [{name: both, sectionName: http}]
  rules: [{filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]}]
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: web}
spec:
  selector: {istio: ingressgateway}
  servers:
    - port: {number: 80, name: http, protocol: HTTP}
      hosts: [web.example.com]
      tls: {httpsRedirect: true}
    - port: {number: 443, name: https, protocol: HTTPS}
      hosts: [web.example.com]
      tls: {mode: SIMPLE, credentialName: web}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: waypoint, namespace: shop}
spec:
  gatewayClassName: istio-waypoint
  listeners: [{name: mesh, protocol: HTTP, port: 80}]
`,
      },
      {
        name: 'HTTP beside TLS, whose routes no manifest shows',
        yaml: `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: both, namespace: edge}
spec:
  gatewayClassName: envoy
  listeners:
    - {name: http, protocol: HTTP, port: 80}
    - {name: https, protocol: HTTPS, port: 443, tls: {certificateRefs: [{name: edge}]}}
`,
      },
    ],
  },
});

export default control;

function isInside(gateway: KubeObject): boolean {
  const name =
    stringAt(gateway.value, 'spec', 'gatewayClassName') ??
    Object.values(objectAt(gateway.value, 'spec', 'selector') ?? {})
      .filter(isText)
      .join(' ');
  return INSIDE.test(gateway.name) || INSIDE.test(name);
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string';
}

function ofIstio(gateway: KubeObject): readonly Outcome[] {
  return listAt(gateway.value, 'spec', 'servers').flatMap((server, index) => {
    const protocol = stringAt(server, 'port', 'protocol');
    if (protocol === undefined || !/^(?:HTTP2?|GRPC|GRPC-WEB)$/.test(protocol)) return [];
    if (valueAt(server, ['tls', 'httpsRedirect']) === true) return [];
    return [
      {
        at: ['spec', 'servers', index, 'port', 'protocol'],
        message: `the Gateway "${gateway.name}" takes ${protocol} without TLS and does not send it to HTTPS`,
      },
    ];
  });
}

function ofGatewayApi(gateway: KubeObject, scope: Scope): readonly Outcome[] {
  const listeners = listAt(gateway.value, 'spec', 'listeners');
  const hasTls = listeners.some((listener) => ['HTTPS', 'TLS'].includes(stringAt(listener, 'protocol') ?? ''));
  return listeners.flatMap((listener, index) => {
    if (stringAt(listener, 'protocol') !== 'HTTP') return [];
    const route = forwardingRoute(gateway, listener, scope);
    if (hasTls && route === undefined) return [];
    const why = hasTls ? `and the HTTPRoute "${route?.name ?? ''}" forwards what comes there` : 'and has no listener with TLS';
    return [
      {
        at: ['spec', 'listeners', index, 'protocol'],
        message: `the listener "${stringAt(listener, 'name') ?? ''}" of the Gateway "${gateway.name}" takes HTTP, ${why}`,
        evidence: route === undefined ? [] : [evidenceOf(route)],
      },
    ];
  });
}

function evidenceOf(route: KubeObject): Evidence {
  return { text: 'the route attaches to the listener and forwards', object: refOf(route), path: ['spec', 'parentRefs'] };
}

/** A route of the manifests that attaches to the listener and does more than redirect. */
function forwardingRoute(gateway: KubeObject, listener: Json, scope: Scope): KubeObject | undefined {
  for (const route of scope.ofKind(GATEWAY_GROUP, 'HTTPRoute')) {
    const attaches = listAt(route.value, 'spec', 'parentRefs').some((ref) => attachesTo({ route, ref, gateway, listener }));
    if (attaches && listAt(route.value, 'spec', 'rules').some(forwards)) return route;
  }
  return undefined;
}

interface Attachment {
  readonly route: KubeObject;
  readonly ref: Json;
  readonly gateway: KubeObject;
  readonly listener: Json;
}

function attachesTo({ route, ref, gateway, listener }: Attachment): boolean {
  if (!isObject(ref) || (stringAt(ref, 'kind') ?? 'Gateway') !== 'Gateway' || stringAt(ref, 'name') !== gateway.name)
    return false;
  if ((stringAt(ref, 'namespace') ?? route.namespace) !== gateway.namespace) return false;
  const section = stringAt(ref, 'sectionName');
  const port = member(ref, 'port');
  return (
    (section === undefined || section === stringAt(listener, 'name')) && (port === undefined || port === member(listener, 'port'))
  );
}

function forwards(rule: Json): boolean {
  const backends = member(rule, 'backendRefs');
  return (
    isArray(backends) &&
    backends.length > 0 &&
    !listAt(rule, 'filters').some((filter) => stringAt(filter, 'type') === 'RequestRedirect')
  );
}
