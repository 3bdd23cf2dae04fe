import {
  isObject,
  listAt,
  member,
  podFieldPath,
  stringAt,
  type Container,
  type Json,
  type Path,
  type Workload,
} from '@bulwark/model';
import { hasPlaceholder } from '../placeholder.ts';
import { folderOf, joined } from './folder.ts';

/** A volume of a pod that is a folder, file, socket or device of its node. */
export interface HostPathVolume {
  readonly name: string;
  /** As written; the empty text where there is none. */
  readonly path: string;
  /** What the volume says that it is: Directory, Socket, CharDevice …; the empty text where it does not say. */
  readonly type: string;
  /** The volume's `hostPath`. */
  readonly at: Path;
  /** Whether `hostPath` is a map: the API server refuses anything else. */
  readonly isMap: boolean;
  /** Why it is not known which folder it is, where somebody will. */
  readonly unknown: string | undefined;
}

export interface Mount {
  readonly container: Container;
  readonly value: Json;
  readonly at: Path;
}

const NONE: readonly HostPathVolume[] = [];

/** The hostPath volumes of a pod, as Pod Security counts them: a `hostPath` that is not null. */
export function hostPathVolumes(workload: Workload): readonly HostPathVolume[] {
  const volumes = member(workload.spec, 'volumes');
  if (!Array.isArray(volumes)) return NONE;
  let found: HostPathVolume[] | undefined;
  for (let index = 0; index < volumes.length; index++) {
    const source = member(volumes[index], 'hostPath') ?? null;
    if (source !== null) (found ??= []).push(volumeOf(workload, volumes[index], index, source));
  }
  return found ?? NONE;
}

function volumeOf(workload: Workload, volume: Json, index: number, source: Json): HostPathVolume {
  const path = stringAt(source, 'path') ?? '';
  return {
    name: stringAt(volume, 'name') ?? '',
    path,
    type: stringAt(source, 'type') ?? '',
    at: podFieldPath(workload, 'volumes', index, 'hostPath'),
    isMap: isObject(source),
    unknown: hasPlaceholder(path) ? `the path "${path}" is filled in later` : undefined,
  };
}

/** The places where containers mount the volume. */
export function mountsOf(workload: Workload, { name }: HostPathVolume): readonly Mount[] {
  return workload.containers.flatMap((container) =>
    listAt(container.value, 'volumeMounts').flatMap((value, index) =>
      stringAt(value, 'name') === name ? [{ container, value, at: [...container.path, 'volumeMounts', index] }] : [],
    ),
  );
}

/** A folder of the node that a container sees; `mount` is undefined for the volume as a whole where none mounts it. */
export interface Seen {
  readonly folder: string;
  readonly mount: Mount | undefined;
}

/** What containers see of the volume: with a subPath only a part of it. */
export function seenFolders(volume: HostPathVolume, mounts: readonly Mount[]): readonly Seen[] {
  const whole = folderOf(volume.path);
  if (mounts.length === 0) return [{ folder: whole, mount: undefined }];
  return mounts.map((mount) => ({ folder: joined(whole, subPathOf(mount.value)), mount }));
}

function subPathOf(mount: Json): string {
  const subPath = stringAt(mount, 'subPath') ?? '';
  return hasPlaceholder(subPath) ? '' : subPath;
}

/** Whether all the object's pod is known, so that a volume which no container mounts is one. */
export function isWhole({ object, open }: Workload): boolean {
  return object.partial === undefined && open === undefined;
}

export function isReadOnly({ value }: Mount): boolean {
  return member(value, 'readOnly') === true;
}

const NO_FILES: ReadonlySet<string> = new Set(['Socket', 'CharDevice', 'BlockDevice']);

/** What lies in /dev, but for its folders of files. */
const DEVICES = /^\/dev\/(?!shm|mqueue|hugepages)[^/]/;

/** readOnly says nothing of sockets and devices, and what is no map is refused. */
export function isForFiles({ path, type, isMap }: HostPathVolume): boolean {
  return isMap && !NO_FILES.has(type) && !DEVICES.test(path) && !path.endsWith('.sock') && !path.includes('\\pipe\\');
}
