import { jsonLines } from '@bulwark/report';
import { unreadLines, type Input } from '../input/read-input.ts';
import { anyGapView, anyGrantView } from './chain-view.ts';
import type { WhoCanAnswer } from './who-can.ts';

/** One line for each user or group in each place. */
export function* whoCanJson(answers: readonly WhoCanAnswer[], { inventory }: Input): IterableIterator<string> {
  const places = answers.flatMap(({ cluster, asked, places: all }) =>
    all.map((place) => ({ cluster: cluster.id, asked, ...place })),
  );
  yield '{\n  "allowed": ';
  yield* jsonLines(
    places.flatMap(({ cluster, namespace, allowed }) =>
      allowed.map(({ principal, grants, unless }) => ({
        cluster,
        namespace,
        ...principal,
        grants: grants.map(anyGrantView),
        ...(unless.length > 0 && { unless }),
      })),
    ),
    (line) => line,
    '  ',
  );
  yield ',\n  "unknown": ';
  yield* jsonLines(
    places.flatMap(({ cluster, namespace, gaps }) => gaps.map((gap) => ({ cluster, namespace, ...anyGapView(gap) }))),
    (line) => line,
    '  ',
  );
  yield ',\n  "notes": ';
  yield* jsonLines([...new Set(answers.flatMap(({ asked }) => asked.notes))], (note) => note, '  ');
  yield ',\n  "unread": ';
  yield* unreadLines(inventory.coverage);
  yield '\n}\n';
}
