import { isArray, stringAt } from '../../json.ts';
import type { Draft } from '../draft.ts';

/** `SetDefaults_PodStatus` (kubernetes, pkg/apis/core/v1/defaults.go): `podIP` is the first of `podIPs`, and wins. */
export function podStatus(status: Draft): void {
  const ip = status.get('podIP') ?? '';
  const ips = status.get('podIPs') ?? [];
  if (typeof ip !== 'string' || !isArray(ips)) return;
  const first = stringAt(ips, 0, 'ip') ?? '';
  if (first === ip) return;
  if (ip === '') status.set('podIP', first);
  else status.set('podIPs', [{ ip }]);
}
