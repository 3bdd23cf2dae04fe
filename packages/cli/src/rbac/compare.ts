import { normalize } from 'node:path/posix';
import type { RbacIndex } from '@bulwark/rbac';
import type { Cluster } from './clusters.ts';
import { diff, type Diff } from './diff.ts';

export interface ClusterDiff {
  /** The folder, below the ones that are compared; empty where both sides are one cluster. */
  readonly id: string;
  readonly diff: Diff;
}

export interface Side {
  /** The path as it was typed. */
  readonly path: string;
  readonly clusters: readonly Cluster[];
}

/**
 * Compares what two paths say, cluster by cluster: `old/envs/dev` with `new/envs/dev`. A side that is one cluster, and whose
 * files are in none of the other's folders alone, is compared with each of them; a cluster that only one side has, with
 * `nothing`: what every server brings.
 */
export function compare(before: Side, after: Side, nothing: RbacIndex): readonly ClusterDiff[] {
  const [old, now] = [readSide(before, after), readSide(after, before)];
  if (old.whole !== undefined && now.whole !== undefined) return [{ id: '', diff: diff(old.whole, now.whole) }];
  const ids = new Set([...old.folders.keys(), ...now.folders.keys()]);
  return [...ids].map((id) => ({
    id,
    diff: diff(old.whole ?? old.folders.get(id) ?? nothing, now.whole ?? now.folders.get(id) ?? nothing),
  }));
}

interface Read {
  /** Set where the side is one cluster that stands against all that the other side has. */
  readonly whole?: RbacIndex;
  readonly folders: ReadonlyMap<string, RbacIndex>;
}

function readSide(side: Side, other: Side): Read {
  const [only, ...more] = side.clusters;
  if (only === undefined || more.length > 0)
    return { folders: new Map(side.clusters.map(({ id, index }) => [below(side.path, id), index])) };
  const folder = other.clusters.length === 1 ? undefined : folderOf(only, side, other);
  return folder === undefined ? { whole: only.index, folders: new Map() } : { folders: new Map([[folder, only.index]]) };
}

/** The folder of the other side in which all files of an only cluster are: with one overlay left, nothing else tells it apart. */
function folderOf({ index: { policy } }: Cluster, { path }: Side, other: Side): string | undefined {
  const objects = [...policy.roles, ...policy.bindings].map(({ object }) => object);
  const files = objects.flatMap((object) => object?.origin?.file.path ?? []).map((file) => below(path, file));
  return other.clusters
    .map(({ id }) => below(other.path, id))
    .find((id) => id !== '' && files.length > 0 && files.every((file) => file.startsWith(`${id}/`)));
}

/** A path of the input as it is below the one that was typed. */
function below(root: string, path: string): string {
  const start = normalize(root).replace(/\/+$/, '');
  if (path === start) return '';
  return path.startsWith(`${start}/`) ? path.slice(start.length + 1) : path;
}
