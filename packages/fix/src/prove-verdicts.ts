import type { Fix } from '@bulwark/model';
import type { Failed, Proved } from './proved.ts';
import { culpritsElsewhere } from './culprits-elsewhere.ts';
import type { Candidate } from './merge-edits.ts';
import { searchOwn } from './search-own.ts';
import { Trials, type Tree, type Trial } from './tree.ts';
import { whyWorse, type Worse } from './worse.ts';

/**
 * Judges the objects with the fixes of a trial: each must take away its finding, and nothing new may be found or become
 * unknown anywhere. Those that fail are looked for in all objects at once, because a look at one costs as much as one at all.
 */
export function proveVerdicts(tree: Tree, trial: Trial, allows: (fix: Fix) => boolean): Proved {
  const trials = new Trials(tree);
  let sets = new Map(trial);
  const failed: Failed[number][] = [];
  for (;;) {
    const found = trials.worse(sets);
    if (found.size === 0) return { sets, tree: trials.tried(sets), failed };
    const next = narrowed(trials, sets, found, allows);
    failed.push(...next.failed);
    sets = next.sets;
  }
}

type Narrowed = Omit<Proved, 'tree'>;

/** With fewer fixes, or with such as make nothing worse. */
function narrowed(trials: Trials, sets: Trial, found: ReadonlyMap<number, Worse>, allows: (fix: Fix) => boolean): Narrowed {
  const useless = staying(sets, found);
  if (useless.length > 0) return without(sets, useless);
  const edited = [...found.keys()].filter((at) => sets.has(at));
  if (edited.length > 0) {
    const rest = new Map([...sets].filter(([at]) => !edited.includes(at)));
    const bare = trials.worse(rest);
    const own = edited.filter((at) => !bare.has(at));
    const searched = own.length === 0 ? undefined : searchOwn(trials, sets, own, allows);
    if (searched !== undefined) return searched;
  }
  const culprits = culpritsElsewhere(trials, sets, found);
  if (culprits.length > 0) return without(sets, culprits);
  const reason = [...found.values()].map(whyWorse)[0] ?? '';
  return without(
    sets,
    [...sets].flatMap(([at, candidates]) => candidates.map((candidate) => ({ at, candidate, reason }))),
  );
}

/** The fixes whose finding is still there. */
function staying(sets: Trial, found: ReadonlyMap<number, Worse>): Failed {
  return [...found].flatMap(([at, { stays }]) =>
    (sets.get(at) ?? [])
      .filter(({ finding }) => stays.has(finding))
      .map((candidate) => ({ at, candidate, reason: 'the finding would stay' })),
  );
}

function without(sets: Trial, failed: Failed): Narrowed {
  const out = new Set(failed.map(({ candidate }) => candidate));
  const left = new Map<number, readonly Candidate[]>();
  for (const [at, candidates] of sets) {
    const kept = candidates.filter((candidate) => !out.has(candidate));
    if (kept.length > 0) left.set(at, kept);
  }
  return { sets: left, failed };
}
