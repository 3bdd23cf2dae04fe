import { workloadsOf, type Path, type Scope, type Workload } from '@bulwark/model';
import { SELECTABLE_KINDS } from '../service/selected-workloads.ts';
import { proxiesOf } from './oauth2-proxy.ts';

/** An OAuth2 Proxy that asks for a login before a Service. */
export interface BeforeService {
  readonly workload: Workload;
  /** Where it names the Service. */
  readonly at: Path;
}

const KNOWN = new WeakMap<Scope, ReadonlyMap<string, BeforeService>>();

/** The proxy that has a Service for its upstream; undefined where none is shown. */
export function proxyBefore(scope: Scope, namespace: string | undefined, service: string): BeforeService | undefined {
  return proxied(scope).get(`${namespace ?? ''}/${service}`);
}

/** Whether any Service is behind a proxy. */
export function anyProxied(scope: Scope): boolean {
  return proxied(scope).size > 0;
}

/** By `namespace/service`. */
function proxied(scope: Scope): ReadonlyMap<string, BeforeService> {
  let known = KNOWN.get(scope);
  if (known === undefined) KNOWN.set(scope, (known = proxiedIn(scope)));
  return known;
}

function proxiedIn(scope: Scope): ReadonlyMap<string, BeforeService> {
  const found = new Map<string, BeforeService>();
  for (const { group, kind } of SELECTABLE_KINDS) {
    for (const object of scope.ofKind(group, kind)) {
      for (const workload of workloadsOf(object)) addUpstreams(found, workload, scope);
    }
  }
  return found;
}

function addUpstreams(found: Map<string, BeforeService>, workload: Workload, scope: Scope): void {
  for (const { settings } of proxiesOf(workload, scope)) {
    const upstream = settings.get('upstream');
    for (const url of upstream?.values ?? []) {
      const key = url === undefined ? undefined : serviceKey(url, workload.object.namespace);
      if (upstream !== undefined && key !== undefined) found.set(key, { workload, at: upstream.at });
    }
  }
}

/** `namespace/service` of the address of a Service: grafana, grafana.monitoring, grafana.monitoring.svc.cluster.local. */
function serviceKey(url: string, own: string | undefined): string | undefined {
  const host = /^https?:\/\/([a-z0-9.-]+)(?:[:/?#]|$)/.exec(url)?.[1];
  if (host === undefined || host === 'localhost' || /^[\d.]+$/.test(host)) return undefined;
  const [service = '', namespace, svc] = host.split('.');
  if (svc !== undefined && svc !== 'svc') return undefined;
  return `${namespace ?? own ?? ''}/${service}`;
}
