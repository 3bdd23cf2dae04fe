import type { Inventory, KubeObject, Scope } from '@bulwark/model';
import {
  judgePod,
  objectPolicy,
  podsOf,
  versionOf,
  type Configuration,
  type Level,
  type LevelVersion,
  type ObjectPod,
  type PodJudgement,
} from '@bulwark/pod-security';

/** One side of a comparison: a level, or none where the namespaces' own count, in a version of the cluster. */
export interface Side {
  readonly level: Level | undefined;
  readonly minor: number;
}

export interface DiffOptions {
  readonly from: Side;
  readonly to: Side;
  readonly configuration?: Configuration | undefined;
}

/** A pod of which the two sides say different things. */
export interface Difference {
  readonly object: KubeObject;
  readonly from: Judged;
  readonly to: Judged;
  /** Whether it was taken and would be refused, or the other way; else one of the sides is unknown. */
  readonly change: 'refused' | 'allowed' | 'unknown';
}

export interface Judged {
  readonly standard: LevelVersion;
  readonly judgement: PodJudgement;
}

export interface Diff {
  readonly differences: readonly Difference[];
  readonly pods: number;
  /** Pods of which both sides say the same; refused by both they may be, for other reasons. */
  readonly same: number;
  readonly unknown: number;
}

/** What another level or another version of the cluster would say that this one does not. */
export function diff(inventory: Inventory, options: DiffOptions): Diff {
  const all = inventory.objects.flatMap((object) => compareObject(object, inventory.scopeOf(object), options));
  const of = (change: Compared['change']): number => all.filter((each) => each.change === change).length;
  const differences = all.filter((each): each is Difference => each.change === 'refused' || each.change === 'allowed');
  return { differences, pods: all.length, same: of('none'), unknown: of('unknown') };
}

interface Compared extends Omit<Difference, 'change'> {
  readonly change: Difference['change'] | 'none';
}

function compareObject(object: KubeObject, scope: Scope, options: DiffOptions): readonly Compared[] {
  const { pods, missing } = podsOf(object);
  const pairs = missing === undefined && pods.length === 0 ? [] : standardsFor(object, scope, options);
  if (missing !== undefined) {
    const judgement: PodJudgement = { verdict: 'unknown', violations: [], unknown: [{ path: [], reason: missing }] };
    return pairs.map(({ from, to }) => ({
      object,
      from: { standard: from, judgement },
      to: { standard: to, judgement },
      change: 'unknown',
    }));
  }
  return pods.flatMap((pod) => pairs.map((pair) => compared(pod, pair, options)));
}

interface Pair {
  readonly from: LevelVersion;
  readonly to: LevelVersion;
}

/** Where no level is named, a namespace's own counts, with its pinned version; where it says nothing, both are compared. */
function standardsFor(object: KubeObject, scope: Scope, { from, to, configuration }: DiffOptions): readonly Pair[] {
  const { policy, isSaid } = objectPolicy(object, scope, configuration);
  const named = (side: Side, level: Level): LevelVersion => ({ level: side.level ?? level, version: versionOf(side.minor) });
  if (isSaid) {
    const own = (side: Side): LevelVersion => (side.level === undefined ? policy.enforce : named(side, side.level));
    return [{ from: own(from), to: own(to) }];
  }
  if (from.level !== undefined && to.level !== undefined) return [{ from: named(from, from.level), to: named(to, to.level) }];
  return (['baseline', 'restricted'] as const).map((level) => ({ from: named(from, level), to: named(to, level) }));
}

function compared(pod: ObjectPod, { from, to }: Pair, options: DiffOptions): Compared {
  const before = judgePod(pod, from, options.from.minor);
  const after = judgePod(pod, to, options.to.minor);
  return {
    object: pod.workload.object,
    from: { standard: from, judgement: before },
    to: { standard: to, judgement: after },
    change: changeOf(before.verdict, after.verdict),
  };
}

function changeOf(before: PodJudgement['verdict'], after: PodJudgement['verdict']): Compared['change'] {
  if (before === 'unknown' || after === 'unknown') return 'unknown';
  if (before === after) return 'none';
  return after === 'forbidden' ? 'refused' : 'allowed';
}
