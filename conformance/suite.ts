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

/** A question of a suite that nothing of ours answers, and why. */
export interface Unasked {
  readonly id: string;
  readonly reason: string;
}

export interface Suite {
  readonly id: string;
  readonly title: string;
  /** Who says what is right. */
  readonly oracle: string;
  /** The cases, given the folder of the corpora; undefined where what the suite needs is not there. */
  readonly run: (corpora: string) => Iterable<Case> | undefined;
  readonly exceptions: readonly Exception[];
  /** The share of listed cases, where the oracle is not Kubernetes but an opinion: another scanner's. */
  readonly listedShare?: number;
  /** What of the oracle is not asked: counted apart, so that nobody takes the suite for more than it is. */
  readonly unasked?: (corpora: string) => readonly Unasked[];
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
  readonly unasked: readonly Unasked[];
}

/** Listed cases must stay under this share of a suite that does not name its own. */
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
    unasked: suite.unasked?.(corpora) ?? [],
  };
}

/** What is wrong with an outcome, a line each; none where it holds. */
export function complaints(outcome: Outcome): string[] {
  const { suite, cases, listed, differ, stale } = outcome;
  const share = suite.listedShare ?? LISTED_SHARE;
  return [
    ...(cases === 0 ? [`${suite.id}: no case was found`] : []),
    ...differ.map((each) => `${suite.id}: ${each.id}: ${each.detail ?? 'differs'}`),
    ...stale.map((exception) => `${suite.id}: ${exception.id} is listed, but no longer differs`),
    ...(listed.length > cases * share
      ? [`${suite.id}: ${listed.length} of ${cases} cases are listed, more than ${share * 100} %`]
      : []),
  ];
}
