import { sortedSet } from '@bulwark/model';
import type { Pod, Volume } from '../pod/pod.ts';
import { joinQuoted, plural } from '../text/wording.ts';
import type { Check, Forbidden } from './check.ts';

const ALLOWED: ReadonlySet<string> = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

/** In the order in which upstream looks for them, should a volume have several. */
const NAMED = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'gitRepo',
  'nfs',
  'iscsi',
  'glusterfs',
  'rbd',
  'flexVolume',
  'cinder',
  'cephfs',
  'flocker',
  'fc',
  'azureFile',
  'vsphereVolume',
  'quobyte',
  'azureDisk',
  'photonPersistentDisk',
  'portworxVolume',
  'scaleIO',
  'storageos',
];

/** Volumes are of the kinds that a pod's author cannot reach out of the pod with. */
export const restrictedVolumes: Check = {
  id: 'restrictedVolumes',
  level: 'restricted',
  remedy: 'use configMap, csi, downwardAPI, emptyDir, ephemeral, image, persistentVolumeClaim, projected or secret volumes',
  reads: ['spec.volumes'],
  versions: [{ since: 0, forbids, overrides: ['hostPathVolumes'], stricter: true }],
};

function forbids({ volumes }: Pod): Forbidden | undefined {
  if (!volumes.some(isBad)) return undefined;
  const bad = volumes.filter(isBad);
  const types = sortedSet(bad.map(typeOf));
  const verb = plural('uses', 'use', bad.length);
  const what = plural('restricted volume type', 'restricted volume types', types.length);
  const names = joinQuoted(bad.map(({ name }) => name));
  return {
    reason: 'restricted volume types',
    detail: `${plural('volume', 'volumes', bad.length)} ${names} ${verb} ${what} ${joinQuoted(types)}`,
    fields: volumes.flatMap((volume, index) => {
      const [source] = volume.sources;
      const type = typeOf(volume);
      const field = type === UNKNOWN ? source : type;
      return isBad(volume) ? [['spec', 'volumes', index, ...(field === undefined ? [] : [field])]] : [];
    }),
  };
}

function isBad({ sources }: Volume): boolean {
  return !sources.some((source) => ALLOWED.has(source));
}

const UNKNOWN = 'unknown';

function typeOf({ sources }: Volume): string {
  return NAMED.find((name) => sources.includes(name)) ?? UNKNOWN;
}
