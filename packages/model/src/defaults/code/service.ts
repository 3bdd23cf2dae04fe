import { listAt, type Json, type JsonObject } from '../../json.ts';
import { changedField, changedItems, lacks, lacksText, withMissing } from './change.ts';

const THREE_HOURS = 10_800;

/** `SetDefaults_Service` (kubernetes, pkg/apis/core/v1/defaults.go). Addresses and node ports come from the registry. */
export function service(object: JsonObject): JsonObject {
  const made = serviceWithoutIpMode(object);
  return isOfType(made, 'LoadBalancer') ? changedField(made, 'status', withIpModes) : made;
}

/** The same before LoadBalancerIPMode was on. */
export function serviceWithoutIpMode(object: JsonObject): JsonObject {
  return changedField(object, 'spec', (spec) => withTraffic(changedItems(withAffinity(spec), 'ports', withTarget)));
}

function isOfType(object: JsonObject, type: string): boolean {
  const spec = object['spec'];
  return typeof spec === 'object' && spec !== null && 'type' in spec && spec['type'] === type;
}

function withAffinity(spec: JsonObject): JsonObject {
  const config = spec['sessionAffinityConfig'];
  if (spec['sessionAffinity'] === 'None' && config !== undefined) {
    const { sessionAffinityConfig: _, ...rest } = spec;
    return rest;
  }
  if (spec['sessionAffinity'] !== 'ClientIP' || hasTimeout(config)) return spec;
  return { ...spec, sessionAffinityConfig: { clientIP: { timeoutSeconds: THREE_HOURS } } };
}

/** What has the wrong type on the way is not replaced. */
function hasTimeout(config: Json | undefined): boolean {
  let value = config;
  for (const step of ['clientIP', 'timeoutSeconds']) {
    if (value === undefined || value === null) return false;
    if (typeof value !== 'object' || Array.isArray(value)) return true;
    value = (value as JsonObject)[step];
  }
  return value !== undefined && value !== null;
}

function withTarget(port: JsonObject): JsonObject {
  const number = port['port'] ?? 0;
  const target = port['targetPort'] ?? 0;
  const next = lacksText(port, 'protocol') ? { ...port, protocol: 'TCP' } : port;
  const isOpen = (target === 0 || target === '') && typeof number === 'number' && number !== target;
  return isOpen ? { ...next, targetPort: number } : next;
}

function withTraffic(spec: JsonObject): JsonObject {
  const type = spec['type'];
  const isPublic = type === 'LoadBalancer' || type === 'NodePort';
  const isReached = isPublic || (type === 'ClusterIP' && listAt(spec, 'externalIPs').length > 0);
  const external = isReached && lacksText(spec, 'externalTrafficPolicy') ? { ...spec, externalTrafficPolicy: 'Cluster' } : spec;
  return withMissing(external, {
    ...(isPublic || type === 'ClusterIP' ? { internalTrafficPolicy: 'Cluster' } : {}),
    ...(type === 'LoadBalancer' ? { allocateLoadBalancerNodePorts: true } : {}),
  });
}

function withIpModes(status: JsonObject): JsonObject {
  return changedField(status, 'loadBalancer', (balancer) =>
    changedItems(balancer, 'ingress', (ingress) =>
      lacksText(ingress, 'ip') || !lacks(ingress, 'ipMode') ? ingress : { ...ingress, ipMode: 'VIP' },
    ),
  );
}
