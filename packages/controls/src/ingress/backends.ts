import { isObject, listAt, member, objectAt, stringAt, type Json, type KubeObject, type Path } from '@bulwark/model';
import { GATEWAY_GROUP } from './route-kinds.ts';

/** A Service that an Ingress or a route sends connections to. */
export interface Backend {
  /** Where it is named. */
  readonly at: Path;
  readonly namespace: string | undefined;
  readonly service: string;
  /** The port by number or by name; undefined where none is said. */
  readonly port: number | string | undefined;
  readonly portAt: Path;
}

/** The Services behind an Ingress, a route of the Gateway API, a VirtualService or a Route of OpenShift. */
export function backendsOf(object: KubeObject): readonly Backend[] {
  if (object.kind === 'Ingress') return ofIngress(object);
  if (object.kind === 'VirtualService') return ofVirtualService(object);
  return object.group === GATEWAY_GROUP ? ofGatewayRoute(object) : ofOpenShift(object);
}

function ofIngress({ value, namespace }: KubeObject): readonly Backend[] {
  const defaults: readonly Path[] = [
    ['spec', 'defaultBackend'],
    ['spec', 'backend'],
  ];
  const found = defaults.flatMap((path) => ingressBackend(objectAt(value, ...path), path, namespace));
  for (const [rule, each] of listAt(value, 'spec', 'rules').entries()) {
    for (const [index, path] of listAt(each, 'http', 'paths').entries()) {
      const at: Path = ['spec', 'rules', rule, 'http', 'paths', index, 'backend'];
      found.push(...ingressBackend(member(path, 'backend'), at, namespace));
    }
  }
  return found;
}

function ingressBackend(backend: Json | undefined, path: Path, namespace: string | undefined): readonly Backend[] {
  const service = stringAt(backend, 'service', 'name');
  if (service !== undefined) {
    const at: Path = [...path, 'service', 'name'];
    const port = objectAt(backend, 'service', 'port');
    const field = member(port, 'name') === undefined ? 'number' : 'name';
    return [{ at, namespace, service, port: portOf(member(port, field)), portAt: [...path, 'service', 'port', field] }];
  }
  // The form of v1beta1.
  const old = stringAt(backend, 'serviceName');
  if (old === undefined) return [];
  const portAt: Path = [...path, 'servicePort'];
  return [{ at: [...path, 'serviceName'], namespace, service: old, port: portOf(member(backend, 'servicePort')), portAt }];
}

function ofGatewayRoute({ value, namespace }: KubeObject): readonly Backend[] {
  return listAt(value, 'spec', 'rules').flatMap((rule, index) =>
    listAt(rule, 'backendRefs').flatMap((ref, position) => {
      const service = stringAt(ref, 'name');
      if (service === undefined || !isServiceRef(ref)) return [];
      const path: Path = ['spec', 'rules', index, 'backendRefs', position];
      const where = stringAt(ref, 'namespace') ?? namespace;
      return [{ at: [...path, 'name'], namespace: where, service, port: portOf(member(ref, 'port')), portAt: [...path, 'port'] }];
    }),
  );
}

function isServiceRef(ref: Json): boolean {
  return (stringAt(ref, 'kind') ?? 'Service') === 'Service' && (stringAt(ref, 'group') ?? '') === '';
}

function ofVirtualService({ value, namespace }: KubeObject): readonly Backend[] {
  return ['http', 'tls', 'tcp'].flatMap((protocol) =>
    listAt(value, 'spec', protocol).flatMap((rule, index) =>
      listAt(rule, 'route').flatMap((route, position) => {
        const destination = member(route, 'destination');
        const host = stringAt(destination, 'host');
        if (!isObject(destination) || host === undefined) return [];
        const path: Path = ['spec', protocol, index, 'route', position, 'destination'];
        const [service = '', other] = host.split('.');
        const port = portOf(member(objectAt(destination, 'port'), 'number'));
        return [{ at: [...path, 'host'], namespace: other ?? namespace, service, port, portAt: [...path, 'port', 'number'] }];
      }),
    ),
  );
}

function ofOpenShift({ value, namespace }: KubeObject): readonly Backend[] {
  const service = stringAt(value, 'spec', 'to', 'name');
  if (service === undefined || (stringAt(value, 'spec', 'to', 'kind') ?? 'Service') !== 'Service') return [];
  // Its port is a port of the pods, not of the Service.
  return [{ at: ['spec', 'to', 'name'], namespace, service, port: undefined, portAt: ['spec', 'port', 'targetPort'] }];
}

function portOf(value: Json | undefined): number | string | undefined {
  return typeof value === 'number' || typeof value === 'string' ? value : undefined;
}
