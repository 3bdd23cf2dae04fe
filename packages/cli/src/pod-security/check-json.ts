import { formatPath } from '@bulwark/model';
import { jsonLines, jsonText } from '@bulwark/report';
import type { Check, CheckResult } from './check.ts';
import { countVerdicts, enforced } from './check-summary.ts';
import { appliedVersion, wordsOf } from './check-words.ts';
import { unreadLines, type Input } from '../input/read-input.ts';
import { fieldView, fileOf, objectView, violationView } from './object-view.ts';

/** The results for programs: one line for each pod and level. */
export function* checkJson(result: Check, { inventory }: Input, newest: number): IterableIterator<string> {
  yield '{\n  "results": ';
  yield* jsonLines(result.results, (each) => resultView(each, newest), '  ');
  const counts = { objects: result.objects, ...countVerdicts(enforced(result)), withoutPod: result.withoutPod };
  yield `,\n  "summary": ${jsonText(counts)},\n  "unread": `;
  yield* unreadLines(inventory.coverage);
  yield '\n}\n';
}

const ALLOWED = { allowed: true, forbidden: false, unknown: null };
const VERDICTS = { allowed: 'allowed', forbidden: 'refused', unknown: 'unknown' };

function resultView(result: CheckResult, newest: number): unknown {
  const { object, pod, mode, standard, judgement, exempt } = result;
  const { line } = fieldView(object, []);
  return {
    object: objectView(object),
    file: fileOf(object),
    line,
    pod: pod === undefined ? undefined : formatPath(pod),
    mode,
    level: standard.level,
    version: appliedVersion(standard, newest),
    verdict: VERDICTS[judgement.verdict],
    allowed: ALLOWED[judgement.verdict],
    exempt,
    ...wordsOf(result),
    violations: judgement.violations.map((violation) => violationView(object, violation)),
    unknown: judgement.unknown.map(({ path, reason }) => ({ ...fieldView(object, path), reason })),
  };
}
