import type { Workload } from '@bulwark/model';
import { isCloudCredential } from './cloud-places.ts';
import { mountsOf, seenFolders, type HostPathVolume } from './host-path-volumes.ts';
import { runtimeAccess } from './runtime-sockets.ts';
import { sensitivityOf } from './sensitive-folders.ts';

/** The control that judges a volume by which folder of the node it is; undefined where the folder is like any other. */
export function judgedByFolder(workload: Workload, volume: HostPathVolume): string | undefined {
  if (volume.unknown !== undefined || volume.path === '') return undefined;
  const folders = seenFolders(volume, mountsOf(workload, volume)).map(({ folder }) => folder);
  if (folders.some(isCloudCredential)) return 'volume/cloud-credentials';
  if (folders.some((folder) => sensitivityOf(folder) !== undefined)) return 'volume/host-path-sensitive';
  return folders.some((folder) => runtimeAccess(folder) !== undefined) ? 'volume/runtime-socket' : undefined;
}
