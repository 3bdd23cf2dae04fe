/** One question of a suite, and whether our answer is the oracle's. */
export interface Case {
  /** Stable name: a file, a check and a file. */
  readonly id: string;
  readonly agrees: boolean;
  /** What each side says, where they differ. */
  readonly detail?: string;
}

/** A case that we decide against the oracle, with the text that settles it. */
export interface Exception {
  readonly id: string;
  readonly reason: string;
}

/** A question of the oracle that is none to us, or not yet: not counted, but said. */
export interface Apart {
  /** What it belongs to: a rule, a folder. */
  readonly group: string;
  readonly why: string;
}

export interface Suite {
  readonly id: string;
  readonly title: string;
  /** Who says what is right. */
  readonly oracle: string;
  /** The cases, given the folder of the corpora; undefined where what the suite needs is not there. */
  readonly run: (corpora: string) => Iterable<Case> | undefined;
  readonly exceptions: readonly Exception[];
  /** What the oracle asks beside the cases. */
  readonly apart?: (corpora: string) => readonly Apart[];
}

export interface Outcome {
  readonly suite: Suite;
  readonly cases: number;
  readonly agree: number;
  readonly listed: readonly Exception[];
  /** Neither agreed nor listed. */
  readonly differ: readonly Case[];
  /** Listed, but agreeing or gone: the list must say what is. */
  readonly stale: readonly Exception[];
  readonly apart: readonly Apart[];
}

/** Listed cases must stay under this share of a suite. */
export const LISTED_SHARE = 0.02;

export function runSuite(suite: Suite, corpora: string): Outcome | undefined {
  const cases = suite.run(corpora);
  if (cases === undefined) return undefined;
  const listed = new Map(suite.exceptions.map((exception) => [exception.id, exception]));
  const used: Exception[] = [];
  const differ: Case[] = [];
  let count = 0;
  for (const each of cases) {
    count++;
    const exception = each.agrees ? undefined : listed.get(each.id);
    if (exception !== undefined) used.push(exception);
    else if (!each.agrees) differ.push(each);
  }
  const stale = suite.exceptions.filter((exception) => !used.includes(exception));
  return {
    suite,
    cases: count,
    agree: count - used.length - differ.length,
    listed: used,
    differ,
    stale,
    apart: suite.apart?.(corpora) ?? [],
  };
}

/** What is wrong with an outcome, a line each; none where it holds. */
export function complaints(outcome: Outcome): string[] {
  const { suite, cases, listed, differ, stale } = outcome;
  return [
    ...(cases === 0 ? [`${suite.id}: no case was found`] : []),
    ...differ.map((each) => `${suite.id}: ${each.id}: ${each.detail ?? 'differs'}`),
    ...stale.map((exception) => `${suite.id}: ${exception.id} is listed, but no longer differs`),
    ...(listed.length > cases * LISTED_SHARE
      ? [`${suite.id}: ${listed.length} of ${cases} cases are listed, more than 2 %`]
      : []),
  ];
}
