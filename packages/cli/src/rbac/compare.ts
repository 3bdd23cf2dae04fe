import { Policy, RbacIndex } from '@bulwark/rbac';
import type { Cluster } from './clusters.ts';
import { diff, type Diff } from './diff.ts';

export interface ClusterDiff {
  /** The folder, below the ones that are compared. */
  readonly id: string;
  readonly diff: Diff;
}

export interface Side {
  /** The path as it was typed. */
  readonly path: string;
  readonly clusters: readonly Cluster[];
}

/** Compares what two paths say, cluster by cluster: `old/envs/dev` with `new/envs/dev`. */
export function compare(before: Side, after: Side): readonly ClusterDiff[] {
  const [old, now] = [byFolder(before), byFolder(after)];
  const ids = [...new Set([...old.keys(), ...now.keys()])];
  const nothing = new RbacIndex(new Policy([], []));
  return ids.map((id) => ({ id, diff: diff(old.get(id) ?? old.get('') ?? nothing, now.get(id) ?? now.get('') ?? nothing) }));
}

function byFolder({ path, clusters }: Side): ReadonlyMap<string, RbacIndex> {
  const root = path.replace(/\/+$/, '');
  if (clusters.length === 1) return new Map(clusters.map(({ index }) => ['', index]));
  return new Map(
    clusters.map(({ id, index }) => [id === root ? '' : id.startsWith(`${root}/`) ? id.slice(root.length + 1) : id, index]),
  );
}
