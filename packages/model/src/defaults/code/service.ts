import { listAt, stringAt, type Json, type JsonObject } from '../../json.ts';
import type { Draft } from '../draft.ts';

const THREE_HOURS = 10_800;

/** `SetDefaults_Service` (kubernetes, pkg/apis/core/v1/defaults.go). Addresses and node ports come from the registry. */
export function service(draft: Draft): void {
  serviceWithoutIpMode(draft);
  if (stringAt(draft.value, 'spec', 'type') === 'LoadBalancer') draft.edit('status', fillInIpModes);
}

/** The same before LoadBalancerIPMode was on. */
export function serviceWithoutIpMode(draft: Draft): void {
  draft.edit('spec', (spec) => {
    fillInAffinity(spec);
    spec.editItems('ports', fillInTarget);
    fillInTraffic(spec);
  });
}

function fillInAffinity(spec: Draft): void {
  const affinity = spec.get('sessionAffinity');
  if (affinity === 'None') spec.remove('sessionAffinityConfig');
  if (affinity !== 'ClientIP' || hasTimeout(spec.get('sessionAffinityConfig'))) return;
  spec.set('sessionAffinityConfig', { clientIP: { timeoutSeconds: THREE_HOURS } });
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

function fillInTarget(port: Draft): void {
  if (port.lacksText('protocol')) port.set('protocol', 'TCP');
  const number = port.get('port') ?? 0;
  const target = port.get('targetPort') ?? 0;
  const isOpen = (target === 0 || target === '') && typeof number === 'number' && number !== target;
  if (isOpen) port.set('targetPort', number);
}

function fillInTraffic(spec: Draft): void {
  const type = spec.get('type');
  const isPublic = type === 'LoadBalancer' || type === 'NodePort';
  const isReached = isPublic || (type === 'ClusterIP' && listAt(spec.value, 'externalIPs').length > 0);
  if (isReached && spec.lacksText('externalTrafficPolicy')) spec.set('externalTrafficPolicy', 'Cluster');
  if (isPublic || type === 'ClusterIP') spec.setMissing('internalTrafficPolicy', 'Cluster');
  if (type === 'LoadBalancer') spec.setMissing('allocateLoadBalancerNodePorts', true);
}

function fillInIpModes(status: Draft): void {
  status.edit('loadBalancer', (balancer) => {
    balancer.editItems('ingress', (ingress) => {
      if (!ingress.lacksText('ip')) ingress.setMissing('ipMode', 'VIP');
    });
  });
}
