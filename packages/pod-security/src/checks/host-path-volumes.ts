import type { Pod, Volume } from '../pod/pod.ts';
import { joinQuoted, plural } from '../text/wording.ts';
import type { Check, Forbidden } from './check.ts';

/** No volume is a folder of the node. */
export const hostPathVolumes: Check = {
  id: 'hostPathVolumes',
  level: 'baseline',
  remedy: 'use another kind of volume than hostPath',
  reads: ['spec.volumes.hostPath', 'spec.volumes.name'],
  versions: [{ since: 0, forbids, stricter: true }],
};

function forbids({ volumes }: Pod): Forbidden | undefined {
  if (!volumes.some(isHostPath)) return undefined;
  const names = volumes.filter(isHostPath).map(({ name }) => name);
  return {
    reason: 'hostPath volumes',
    detail: `${plural('volume', 'volumes', names.length)} ${joinQuoted(names)}`,
    fields: volumes.flatMap((volume, index) => (isHostPath(volume) ? [['spec', 'volumes', index, 'hostPath']] : [])),
  };
}

function isHostPath({ sources }: Volume): boolean {
  return sources.includes('hostPath');
}
