import type { KindRef } from '../control.ts';

export const GATEWAY_GROUP = 'gateway.networking.k8s.io';
export const ISTIO_GROUP = 'networking.istio.io';

export const INGRESSES: readonly KindRef[] = [
  { group: 'networking.k8s.io', kind: 'Ingress' },
  { group: 'extensions', kind: 'Ingress' },
];
export const GATEWAY_ROUTES: readonly KindRef[] = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map((kind) => ({
  group: GATEWAY_GROUP,
  kind,
}));
export const GATEWAYS: readonly KindRef[] = [
  { group: GATEWAY_GROUP, kind: 'Gateway' },
  { group: ISTIO_GROUP, kind: 'Gateway' },
];
/** All kinds that lead connections from outside to a Service. */
export const ROUTE_KINDS: readonly KindRef[] = [
  ...INGRESSES,
  ...GATEWAY_ROUTES,
  { group: ISTIO_GROUP, kind: 'VirtualService' },
  { group: 'route.openshift.io', kind: 'Route' },
];
