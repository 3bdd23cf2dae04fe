import type { Check, CheckResult } from './check.ts';

export interface CheckCounts {
  readonly allowed: number;
  readonly refused: number;
  readonly unknown: number;
}

export function countVerdicts(results: readonly CheckResult[]): CheckCounts {
  const of = (verdict: CheckResult['judgement']['verdict']): number =>
    results.filter(({ judgement }) => judgement.verdict === verdict).length;
  return { allowed: of('allowed'), refused: of('forbidden'), unknown: of('unknown') };
}

/** What is refused: what a namespace warns about or audits goes in all the same. */
export function enforced({ results }: Check): readonly CheckResult[] {
  return results.filter(({ mode }) => mode === 'enforce');
}
