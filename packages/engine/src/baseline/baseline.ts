import { objectText } from './object-text.ts';
import type { Finding } from '@bulwark/model';

/** One line of a baseline: so many findings of one fingerprint in one file. Control and object are for its readers. */
export interface BaselineEntry {
  readonly fingerprint: string;
  /** As seen from the baseline; the empty string for what comes from no file. */
  readonly file: string;
  readonly count: number;
  readonly control: string;
  readonly object: string;
}

/** A multiset of fingerprints with their files: what was there before anybody looked. Sorted; each pair once. */
export type Baseline = readonly BaselineEntry[];

/** The path of a finding's file as the baseline sees it. */
export type FileOf = (path: string) => string;

export function baselineOf(findings: Iterable<Finding>, fileOf: FileOf): Baseline {
  return merged(
    [...findings].map((finding) => ({
      fingerprint: finding.fingerprint,
      file: fileIn(finding, fileOf),
      count: 1,
      control: finding.control,
      object: objectText(finding.object),
    })),
  );
}

/** The entries with those of one fingerprint in one file added up, in the order in which a baseline is written. */
export function merged(entries: Iterable<BaselineEntry>): Baseline {
  const sums = new Map<string, BaselineEntry>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const known = sums.get(key);
    sums.set(key, known === undefined ? entry : { ...known, count: known.count + entry.count });
  }
  return [...sums.values()].filter(({ count }) => count > 0).toSorted(compareEntries);
}

/** What a scan has to say of its baseline. */
export interface Comparison {
  /** In the order in which they were given. */
  readonly fresh: readonly Finding[];
  readonly known: readonly Finding[];
  /** What the baseline holds and the scan no longer finds. */
  readonly gone: Baseline;
}

/**
 * What is new. A finding is known that the baseline has in the same file; of those left over, one that the baseline has in
 * another file, where it is no longer found, has moved and is known too. So what is known of one fingerprint is never more
 * than the baseline holds, and a copy of what is still there is new.
 */
export function compareWith(baseline: Baseline, findings: readonly Finding[], fileOf: FileOf): Comparison {
  const left = new Map(baseline.map((entry) => [keyOf(entry), entry.count] as const));
  const known = new Set<Finding>();
  const take = (key: string): boolean => {
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    return count > 0;
  };
  for (const finding of findings) {
    if (take(keyOf({ fingerprint: finding.fingerprint, file: fileIn(finding, fileOf) }))) known.add(finding);
  }
  const elsewhere = Map.groupBy(baseline, ({ fingerprint }) => fingerprint);
  for (const finding of findings) {
    if (known.has(finding)) continue;
    if (elsewhere.get(finding.fingerprint)?.some((entry) => take(keyOf(entry))) === true) known.add(finding);
  }
  return {
    fresh: findings.filter((finding) => !known.has(finding)),
    known: findings.filter((finding) => known.has(finding)),
    gone: baseline.flatMap((entry) => {
      const count = left.get(keyOf(entry)) ?? 0;
      return count > 0 ? [{ ...entry, count }] : [];
    }),
  };
}

/** How many findings a baseline stands for. */
export function sizeOf(baseline: Baseline): number {
  return baseline.reduce((sum, { count }) => sum + count, 0);
}

function fileIn({ place }: Finding, fileOf: FileOf): string {
  return place === undefined ? '' : fileOf(place.file);
}

function keyOf({ fingerprint, file }: Pick<BaselineEntry, 'fingerprint' | 'file'>): string {
  return `${fingerprint} ${file}`;
}

function compareEntries(a: BaselineEntry, b: BaselineEntry): number {
  return (
    compareText(a.file, b.file) ||
    compareText(a.object, b.object) ||
    compareText(a.control, b.control) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
