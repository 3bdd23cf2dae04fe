import { isArray, isObject, member, type Json, type JsonArray, type JsonObject } from '@bulwark/model';
import type { PodParts } from './pod-parts.ts';
import { isSource } from './volume-sources.ts';

/**
 * The two defaults of the API server that Pod Security sees (kubernetes, pkg/apis/core/v1/defaults.go): a volume without a
 * source is an emptyDir, and in a Pod on the node's network a container port is a host port. The second one holds for pods
 * alone: a template gets it when its pods are made. All that a pod leaves out besides is as good as its default here.
 *
 * What is given is not changed, and is given back where nothing is to be added.
 */
export function withDefaults(parts: PodParts): PodParts {
  const { spec } = parts;
  if (!isObject(spec)) return parts;
  const changed: Record<string, Json> = {};
  put(changed, spec, 'volumes', withSources);
  if (parts.isTemplate !== true && own(spec, 'hostNetwork') === true) {
    put(changed, spec, 'initContainers', withHostPorts);
    put(changed, spec, 'containers', withHostPorts);
  }
  for (const _ in changed) return { ...parts, spec: { ...spec, ...changed } };
  return parts;
}

function put(changed: Record<string, Json>, spec: JsonObject, field: string, change: (item: Json) => Json): void {
  const value = own(spec, field);
  if (!isArray(value)) return;
  const items = mapped(value, change);
  if (items !== value) changed[field] = items;
}

/** The list with every item changed; the list itself where none is. */
function mapped(items: JsonArray, change: (item: Json) => Json): JsonArray {
  let copy: Json[] | undefined;
  for (let index = 0; index < items.length; index++) {
    const item = items[index] ?? null;
    const next = change(item);
    if (next === item) continue;
    copy ??= [...items];
    copy[index] = next;
  }
  return copy ?? items;
}

/** SetDefaults_Volume. */
function withSources(volume: Json): Json {
  if (!isObject(volume)) return volume;
  for (const name of Object.keys(volume)) if (isSource(volume, name)) return volume;
  return { ...volume, emptyDir: {} };
}

/** defaultHostNetworkPorts. */
function withHostPorts(container: Json): Json {
  if (!isObject(container)) return container;
  const ports = own(container, 'ports');
  if (!isArray(ports)) return container;
  const next = mapped(ports, withHostPort);
  return next === ports ? container : { ...container, ports: next };
}

function withHostPort(port: Json): Json {
  if (!isObject(port)) return port;
  const hostPort = own(port, 'hostPort') ?? 0;
  const containerPort = own(port, 'containerPort') ?? 0;
  return hostPort === 0 && containerPort !== 0 ? { ...port, hostPort: containerPort } : port;
}

function own(holder: JsonObject, field: string): Json | undefined {
  return member(holder, field) ?? undefined;
}
