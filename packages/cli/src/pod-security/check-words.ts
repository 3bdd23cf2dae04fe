import { effectiveMinor, versionOf, type LevelVersion, type Violation } from '@bulwark/pod-security';
import type { CheckResult } from './check.ts';

export interface Words {
  /** The reasons alone. */
  readonly reason: string;
  /** The details alone. */
  readonly detail: string;
  /** The reasons with their details, as the API server writes them. */
  readonly message: string;
}

/** Why a pod is refused, in the server's words; all of them empty where it is not. What is unknown has a reason of ours. */
export function wordsOf({ judgement, labels }: Pick<CheckResult, 'judgement' | 'labels'>): Words {
  if (judgement.verdict === 'unknown') {
    const reasons = new Set(judgement.unknown.map(({ reason }) => reason));
    return { reason: [...reasons].join(', '), detail: '', message: '' };
  }
  if (labels === undefined) return wordsFor(judgement.violations);
  const text = labels.map((problem) => problem.text).join(', ');
  return { reason: 'invalid labels', detail: text, message: text };
}

export function wordsFor(violations: readonly Violation[]): Words {
  return {
    reason: violations.map(({ reason }) => reason).join(', '),
    detail: violations.map(({ detail }) => detail).join(', '),
    message: violations.map(({ reason, detail }) => `${reason} (${detail})`).join(', '),
  };
}

/** The version whose rules were applied: `v1.34`, where a label says `latest` and the cluster is 1.34. */
export function appliedVersion({ version }: LevelVersion, newest: number): string {
  return versionOf(effectiveMinor(version, newest)).text;
}

/** `restricted:v1.34`; every version of privileged is the same. */
export function appliedStandard(standard: LevelVersion, newest: number): string {
  return standard.level === 'privileged' ? standard.level : `${standard.level}:${appliedVersion(standard, newest)}`;
}
