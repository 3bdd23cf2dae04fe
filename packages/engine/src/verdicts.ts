import type { Verdict } from '@bulwark/model';
import type { Judgement } from './judge.ts';
import type { ObjectResult } from './memory.ts';
import type { Step } from './plan.ts';

/** Objects by what a control says of them; they add up to all objects of the scan. */
export type VerdictCounts = Readonly<Record<Verdict, number>>;

/** An object fails where any place of it fails; else what is unknown stands over what passes. */
function verdictOf(judgement: Judgement): Verdict {
  if (judgement.findings.length > 0) return 'fail';
  return judgement.unknown.length > 0 ? 'unknown' : 'pass';
}

export function countVerdicts(steps: readonly Step[], results: Iterable<ObjectResult>): ReadonlyMap<string, VerdictCounts> {
  const counts = new Map(
    steps.map((step): [Step, Record<Verdict, number>] => [step, { pass: 0, fail: 0, unknown: 0, notApplicable: 0 }]),
  );
  // Objects of a kind share one list of steps: counted by list, not by object and control.
  const lists = new Map<readonly Step[], number>();
  let objects = 0;
  for (const result of results) {
    objects++;
    lists.set(result.steps, (lists.get(result.steps) ?? 0) + 1);
    if (result.judgements.length === 0) continue;
    for (const judgement of result.judgements) {
      const count = counts.get(judgement.step);
      if (count !== undefined) count[verdictOf(judgement)]++;
    }
  }
  const judged = new Map<Step, number>();
  for (const [list, times] of lists) for (const step of list) judged.set(step, (judged.get(step) ?? 0) + times);
  for (const [step, count] of counts) {
    count.pass = (judged.get(step) ?? 0) - count.fail - count.unknown;
    count.notApplicable = objects - (judged.get(step) ?? 0);
  }
  return new Map([...counts].map(([step, count]) => [step.control.id, count] as const));
}
