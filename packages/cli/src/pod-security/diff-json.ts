import { jsonLines, jsonText } from '@bulwark/report';
import { appliedVersion, wordsFor } from './check-words.ts';
import type { Diff, Difference, DiffOptions, Judged } from './diff.ts';
import { unreadLines, type Input } from '../input/read-input.ts';
import { fileOf, objectView, violationView } from './object-view.ts';

/** The differences for programs: one line for each pod that fares otherwise. */
export function* diffJson(result: Diff, { inventory }: Input, options: DiffOptions): IterableIterator<string> {
  yield '{\n  "results": ';
  yield* jsonLines(result.differences, (each) => differenceView(each, options), '  ');
  const { pods, same, unknown, differences } = result;
  const refused = differences.filter(({ change }) => change === 'refused').length;
  const counts = { pods, refused, allowed: differences.length - refused, same, unknown };
  yield `,\n  "summary": ${jsonText(counts)},\n  "unread": `;
  yield* unreadLines(inventory.coverage);
  yield '\n}\n';
}

function differenceView({ object, from, to, change }: Difference, options: DiffOptions): unknown {
  const refusing = change === 'refused' ? to : from;
  const { violations } = refusing.judgement;
  return {
    object: objectView(object),
    file: fileOf(object),
    change,
    from: sideView(from, options.from.minor),
    to: sideView(to, options.to.minor),
    ...wordsFor(violations),
    violations: violations.map((violation) => violationView(object, violation)),
  };
}

function sideView({ standard, judgement }: Judged, newest: number): unknown {
  return {
    level: standard.level,
    version: appliedVersion(standard, newest),
    allowed: judgement.verdict === 'allowed',
  };
}
