import { halves, passing } from './passing.ts';
import type { Candidate } from './merge-edits.ts';
import { tried, worseOf, type Tree, type Trial } from './tree.ts';
import type { Worse } from './worse.ts';

export interface Proved {
  /** The tree with all fixes that hold. */
  readonly tree: Tree;
  readonly failed: ReadonlyMap<Candidate, string>;
}

type WorseObjects = ReadonlyMap<number, Worse>;
type Sets = Map<number, readonly Candidate[]>;

/**
 * Judges the objects with the fixes of a trial: each must take away its finding, and nothing new may be found or become
 * unknown anywhere. Those that fail are looked for in all objects at once, because a look at one costs as much as one at all.
 */
export function proveVerdicts(tree: Tree, trial: Trial): Proved {
  const sets: Sets = new Map(trial);
  const failed = new Map<Candidate, string>();
  const drop = (at: number, reasons: ReadonlyMap<Candidate, string>): void => {
    for (const [candidate, reason] of reasons) failed.set(candidate, reason);
    const left = (sets.get(at) ?? []).filter((candidate) => !reasons.has(candidate));
    if (left.length > 0) sets.set(at, left);
    else sets.delete(at);
  };
  for (;;) {
    const after = tried(tree, sets);
    const found = worseOf(tree, after, sets);
    if (found.size === 0) return { tree: after, failed };
    const useless = staying(found, sets);
    const culprits = useless.size > 0 ? useless : culpritsAmong(tree, sets, found);
    for (const [at, reasons] of culprits) drop(at, reasons);
    if (culprits.size === 0) for (const [at, candidates] of [...sets]) drop(at, allOf(candidates, wordsOf(found)));
  }
}

function allOf(candidates: readonly Candidate[], reason: string): ReadonlyMap<Candidate, string> {
  return new Map(candidates.map((candidate) => [candidate, reason] as const));
}

function wordsOf(found: WorseObjects): string {
  for (const { comes } of found.values()) if (comes[0] !== undefined) return comes[0];
  return 'the finding would stay';
}

type Culprits = ReadonlyMap<number, ReadonlyMap<Candidate, string>>;

/** The fixes whose finding is still there. */
function staying(found: WorseObjects, sets: Trial): Culprits {
  const culprits = new Map<number, ReadonlyMap<Candidate, string>>();
  for (const [at, { stays }] of found) {
    const useless = (sets.get(at) ?? []).filter(({ finding }) => stays.has(finding));
    if (useless.length > 0) culprits.set(at, allOf(useless, 'the finding would stay'));
  }
  return culprits;
}

function culpritsAmong(tree: Tree, sets: Trial, found: WorseObjects): Culprits {
  const edited = [...found.keys()].filter((at) => sets.has(at));
  const without = new Map([...sets].filter(([at]) => !edited.includes(at)));
  const bare = worseOf(tree, tried(tree, without), without);
  const own = edited.filter((at) => !bare.has(at));
  const culprits = own.length === 0 ? new Map() : ownCulprits(tree, sets, own);
  return culprits.size > 0 ? culprits : culpritsElsewhere(tree, sets, found);
}

interface Search {
  good: readonly Candidate[];
  readonly groups: (readonly Candidate[])[];
  readonly bad: Map<Candidate, string>;
}

/** The fixes that make their own object worse, by halving in each of the objects at the same time. */
function ownCulprits(tree: Tree, sets: Trial, own: readonly number[]): Culprits {
  const searches = new Map(
    own.map((at): [number, Search] => [at, { good: [], groups: [...halves(sets.get(at) ?? [])].reverse(), bad: new Map() }]),
  );
  for (;;) {
    const open = [...searches].filter(([, { groups }]) => groups.length > 0);
    if (open.length === 0) break;
    const now: Sets = new Map(sets);
    for (const [at, { good }] of searches) now.set(at, good);
    for (const [at, { good, groups }] of open) now.set(at, [...good, ...(groups.at(-1) ?? [])]);
    const found = worseOf(tree, tried(tree, now), now);
    for (const [at, search] of open) advance(search, found.get(at));
  }
  return new Map([...searches].flatMap(([at, { bad }]) => (bad.size === 0 ? [] : [[at, bad] as const])));
}

function advance(search: Search, found: Worse | undefined): void {
  const group = search.groups.pop() ?? [];
  const [first] = group;
  if (found === undefined) search.good = [...search.good, ...group];
  else if (group.length > 1)
    search.groups.push(
      ...halves(group)
        .filter((half) => half.length > 0)
        .toReversed(),
    );
  else if (first !== undefined) search.bad.set(first, wordsOf(new Map([[0, found]])));
}

/** The fixes that make another object worse than their own. */
function culpritsElsewhere(tree: Tree, sets: Trial, found: WorseObjects): Culprits {
  const all = [...sets].flatMap(([at, candidates]) => candidates.map((candidate) => ({ at, candidate })));
  const { bad } = passing(all, (items) => {
    const now = Map.groupBy(items, ({ at }) => at);
    const trial = new Map([...now].map(([at, group]) => [at, group.map(({ candidate }) => candidate)] as const));
    const worseNow = worseOf(tree, tried(tree, trial), trial);
    const still = new Map([...worseNow].filter(([at]) => found.has(at)));
    return still.size === 0 ? undefined : wordsOf(still);
  });
  const culprits = new Map<number, Map<Candidate, string>>();
  for (const [{ at, candidate }, reason] of bad) culprits.set(at, (culprits.get(at) ?? new Map()).set(candidate, reason));
  return culprits;
}
