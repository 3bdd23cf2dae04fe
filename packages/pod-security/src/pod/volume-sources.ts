import { isObject, type Json, type JsonObject } from '@bulwark/model';

/** Every kind of volume that Kubernetes 1.37 knows. */
const KNOWN: ReadonlySet<string> = new Set([
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'cephfs',
  'cinder',
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'fc',
  'flexVolume',
  'flocker',
  'gcePersistentDisk',
  'gitRepo',
  'glusterfs',
  'hostPath',
  'image',
  'iscsi',
  'nfs',
  'persistentVolumeClaim',
  'photonPersistentDisk',
  'portworxVolume',
  'projected',
  'quobyte',
  'rbd',
  'scaleIO',
  'secret',
  'storageos',
  'vsphereVolume',
]);

/**
 * Whether a member of a volume is what the volume is made of. One that is not known, and holds a map, may be a kind that a
 * newer version has; anything else that is not known is a slip that the server drops.
 */
export function isSource(volume: JsonObject, name: string): boolean {
  const value: Json = volume[name] ?? null;
  if (value === null || name === 'name') return false;
  return KNOWN.has(name) || isObject(value);
}
