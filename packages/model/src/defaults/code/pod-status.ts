import { isArray, stringAt, type JsonObject } from '../../json.ts';

/** `SetDefaults_PodStatus` (kubernetes, pkg/apis/core/v1/defaults.go): `podIP` is the first of `podIPs`, and wins. */
export function podStatus(status: JsonObject): JsonObject {
  const ip = status['podIP'] ?? '';
  const ips = status['podIPs'] ?? [];
  if (typeof ip !== 'string' || !isArray(ips)) return status;
  const first = stringAt(ips, 0, 'ip') ?? '';
  if (ip === '') return first === '' ? status : { ...status, podIP: first };
  return first === ip ? status : { ...status, podIPs: [{ ip }] };
}
