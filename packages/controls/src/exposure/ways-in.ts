import { listAt, objectAt, stringAt, type KubeObject, type Path, type Scope } from '@bulwark/model';
import type { KindRef } from '../control.ts';
import { backendsOf } from '../ingress/backends.ts';
import { insideBy } from '../ingress/ingress-reach.ts';
import { GATEWAY_GROUP, GATEWAYS, ROUTE_KINDS } from '../ingress/route-kinds.ts';
import { isPublicLoadBalancer } from '../service/load-balancer-reach.ts';

/** How connections from outside come to a Service. */
export interface WayIn {
  readonly object: KubeObject;
  readonly at: Path;
  /** `the Ingress "web"`. */
  readonly says: string;
}

/** The kinds that decide of it, beside Services. */
export const WAY_IN_KINDS: readonly KindRef[] = [...ROUTE_KINDS, ...GATEWAYS];

const INSIDE = /internal|private|intranet|egress|waypoint|cluster-local|local-gateway/i;
const KNOWN = new WeakMap<Scope, ReadonlyMap<string, readonly WayIn[]>>();
const NONE: readonly WayIn[] = [];

/** The ways from outside to a Service: its own, by a load balancer or a port of the nodes, and those of routes to it. */
export function waysIn(service: KubeObject, scope: Scope): readonly WayIn[] {
  let routes = KNOWN.get(scope);
  if (routes === undefined) KNOWN.set(scope, (routes = routesIn(scope)));
  const own = ownWay(service);
  const byRoutes = routes.get(keyOf(service.namespace, service.name)) ?? NONE;
  return own === undefined ? byRoutes : [own, ...byRoutes];
}

/** The way in that a Service is by its own type. */
export function ownWay(service: KubeObject): WayIn | undefined {
  const type = stringAt(service.value, 'spec', 'type');
  if (type !== 'NodePort' && !(type === 'LoadBalancer' && isPublicLoadBalancer(service))) return undefined;
  const what = type === 'NodePort' ? 'a port of every node' : 'a public load balancer';
  return { object: service, at: ['spec', 'type'], says: `the Service "${service.name}", which is ${what}` };
}

function routesIn(scope: Scope): ReadonlyMap<string, readonly WayIn[]> {
  const found = new Map<string, WayIn[]>();
  for (const { group, kind } of ROUTE_KINDS) {
    for (const object of scope.ofKind(group, kind)) {
      if (!leadsFromOutside(object, scope)) continue;
      for (const { at, namespace, service } of backendsOf(object)) {
        const key = keyOf(namespace, service);
        const ways = found.get(key) ?? [];
        ways.push({ object, at, says: `the ${object.kind} "${object.name}"` });
        found.set(key, ways);
      }
    }
  }
  return found;
}

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}

/** Whether what comes from outside reaches a route, as far as its manifest and its gateway's say. */
export function leadsFromOutside(route: KubeObject, scope: Scope): boolean {
  if (route.kind === 'Ingress') return insideBy(route) === undefined;
  if (route.kind === 'VirtualService') return listAt(route.value, 'spec', 'gateways').some(isOuterGateway);
  if (route.group !== GATEWAY_GROUP) return true;
  return listAt(route.value, 'spec', 'parentRefs').some((ref) => {
    const name = stringAt(ref, 'name');
    // A route of a mesh has a Service for its parent.
    if (name === undefined || (stringAt(ref, 'kind') ?? 'Gateway') !== 'Gateway' || INSIDE.test(name)) return false;
    const gateway = scope.get(GATEWAY_GROUP, 'Gateway', stringAt(ref, 'namespace') ?? route.namespace, name);
    return !INSIDE.test(stringAt(objectAt(gateway?.value, 'spec'), 'gatewayClassName') ?? '');
  });
}

function isOuterGateway(name: unknown): boolean {
  return typeof name === 'string' && name !== 'mesh' && !INSIDE.test(name);
}
