import type { Fix } from '@bulwark/model';
import type { Candidate } from './merge-edits.ts';
import { halves } from './passing.ts';
import type { Failed, Proved } from './proved.ts';
import type { Trial, Trials } from './tree.ts';
import { whyWorse, type Worse } from './worse.ts';

interface Search {
  good: readonly Candidate[];
  readonly groups: (readonly Candidate[])[];
  readonly bad: Map<Candidate, string>;
}

/** A fix may bring to light what it needs beside, and that again. */
const MOST_FOLLOWERS = 3;

/**
 * The fixes that make their own object worse, by halving in each of the objects at the same time. What such a fix brings to light
 * may have a fix itself: then the two are one. Undefined where each of them passes alone.
 */
export function searchOwn(
  trials: Trials,
  sets: Trial,
  own: readonly number[],
  allows: (fix: Fix) => boolean,
): Omit<Proved, 'tree'> | undefined {
  const searches = new Map(
    own.map((at): [number, Search] => {
      const all = sets.get(at) ?? [];
      return [at, { good: [], groups: all.length > 1 ? halves(all).toReversed() : [all], bad: new Map() }];
    }),
  );
  let isChanged = false;
  for (;;) {
    const open = [...searches].filter(([, { groups }]) => groups.length > 0);
    if (open.length === 0) break;
    const now = new Map(sets);
    for (const [at, { good, groups }] of searches) now.set(at, [...good, ...(groups.at(-1) ?? [])]);
    const found = trials.worse(now);
    for (const [at, search] of open) isChanged = advance(search, found.get(at), allows) || isChanged;
  }
  if (!isChanged) return undefined;
  const left = new Map(sets);
  const failed: Failed[number][] = [];
  for (const [at, { good, bad }] of searches) {
    if (good.length > 0) left.set(at, good);
    else left.delete(at);
    failed.push(...[...bad].map(([candidate, reason]) => ({ at, candidate, reason })));
  }
  return { sets: left, failed };
}

/** Whether that has left one out, or made more of it. */
function advance(search: Search, found: Worse | undefined, allows: (fix: Fix) => boolean): boolean {
  const group = search.groups.pop() ?? [];
  const [first] = group;
  if (found === undefined) search.good = [...search.good, ...group];
  else if (group.length > 1) search.groups.push(...halves(group).toReversed());
  else if (first !== undefined) {
    const more = followed(first, found, allows);
    if (more === undefined) search.bad.set(first, whyWorse(found));
    else search.groups.push([more]);
    return true;
  }
  return false;
}

/** The fix with those of what it brings to light; undefined where there are none. */
function followed(candidate: Candidate, { stays, comes }: Worse, allows: (fix: Fix) => boolean): Candidate | undefined {
  const { counted, finding, fix, followers = 0 } = candidate;
  if (stays.size > 0 || followers === MOST_FOLLOWERS) return undefined;
  const fixes: Fix[] = [];
  for (const come of comes) {
    const own = 'fix' in come ? come.fix : undefined;
    if (own === undefined || own.edits.length === 0 || !allows(own)) return undefined;
    fixes.push(own);
  }
  const hazards = [fix, ...fixes].flatMap((each) => each.hazards ?? []);
  const edits = [fix, ...fixes].flatMap((each) => each.edits);
  return {
    counted,
    finding,
    fix: { kind: fix.kind, edits, ...(hazards.length > 0 && { hazards }) },
    followers: followers + 1,
  };
}
