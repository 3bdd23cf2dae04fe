import { formatPath, SEVERITIES, type Finding, type Unknown } from '@bulwark/model';

export interface Verdicts {
  readonly findings: readonly Finding[];
  readonly unknown: readonly Unknown[];
}

/** What is worse of an object than it was. */
export interface Worse {
  /** Findings that should have gone and have not. */
  readonly stays: ReadonlySet<Finding>;
  /** What was not there before. */
  readonly comes: readonly (Finding | Unknown)[];
}

/** Why something that is worse speaks against a fix, in one line. */
export function whyWorse({ comes: [first] }: Worse): string {
  return first === undefined ? 'the finding would stay' : wordsOf(first);
}

function wordsOf(come: Finding | Unknown): string {
  const { kind, name } = come.object;
  return 'reason' in come
    ? `${come.control} would be unknown in ${kind} ${name}: ${come.reason}`
    : `${come.control} would be found in ${kind} ${name}: ${come.message}`;
}

/**
 * Compares what is said of an object before and after an edit that should take away `targets`; undefined where nothing is
 * worse. What only has another place in a list, and says the same, is not new.
 */
export function worse(before: Verdicts, after: Verdicts, targets: ReadonlySet<Finding>): Worse | undefined {
  const found = pairedFindings(
    before.findings.toSorted((a, b) => Number(targets.has(a)) - Number(targets.has(b))),
    after.findings,
  );
  const undecided = paired(before.unknown, after.unknown, [
    ({ control, path }) => `${control}\n${formatPath(path)}`,
    ({ control, reason }) => `${control}\n${reason}`,
  ]);
  const raised = [...found.pairs].filter(([old, now]) => isWorse(now, old) && !stoodFor(old, now, targets));
  const news = [...found.fresh, ...raised.map(([, now]) => now)];
  const stays = new Set([...found.pairs.keys()].filter((finding) => targets.has(finding)));
  if (stays.size === 0 && news.length === 0 && undecided.fresh.length === 0) return undefined;
  return { stays, comes: [...news, ...undecided.fresh] };
}

const isWorse = (one: Finding, other: Finding): boolean => SEVERITIES.indexOf(one.severity) < SEVERITIES.indexOf(other.severity);

/** Whether a finding counted for less only because one that goes has spoken for it, which was no less bad than it is now. */
function stoodFor({ severityReason }: Finding, now: Finding, targets: ReadonlySet<Finding>): boolean {
  return [...targets].some((target) => severityReason?.includes(target.control) === true && !isWorse(now, target));
}

export interface Paired<T> {
  /** What is there still, as it is told now. */
  readonly pairs: ReadonlyMap<T, T>;
  /** What was not there before. */
  readonly fresh: readonly T[];
}

/**
 * The findings of an object that are there still. Items of a list without keys are told by their numbers, which shift when one
 * goes: what says the same is the same, before what only stands in the same place.
 */
export function pairedFindings(before: readonly Finding[], after: readonly Finding[]): Paired<Finding> {
  const { pairs, fresh } = paired(before, after, [
    ({ fingerprint, message }) => `${fingerprint}\n${message}`,
    ({ control, message }) => `${control}\n${message}`,
    ({ fingerprint }) => fingerprint,
  ]);
  if (fresh.length === 0) return { pairs, fresh };
  const all = new Map(pairs);
  const left = fresh.filter((now) => {
    const old = before.find((each) => !all.has(each) && namesBeside(each, now));
    if (old !== undefined) all.set(old, now);
    return old === undefined;
  });
  return { pairs: all, fresh: left };
}

/** Whether a finding named the place as well: what is said of several fields at once moves to the next one when the first is mended. */
function namesBeside(old: Finding, now: Finding): boolean {
  if (old.control !== now.control) return false;
  const place = formatPath(now.path);
  return old.evidence.some(({ object, path }) => object === undefined && path !== undefined && formatPath(path) === place);
}

/** Pairs what is the same by one key, then what is left by the next one; what has no partner is fresh. */
function paired<T>(before: readonly T[], after: readonly T[], keys: readonly ((each: T) => string)[]): Paired<T> {
  const pairs = new Map<T, T>();
  let fresh = after;
  for (const key of keys) {
    if (fresh.length === 0) break;
    const left = Map.groupBy(
      before.filter((each) => !pairs.has(each)),
      key,
    );
    fresh = fresh.filter((each) => {
      const old = left.get(key(each))?.shift();
      if (old !== undefined) pairs.set(old, each);
      return old === undefined;
    });
  }
  return { pairs, fresh };
}
