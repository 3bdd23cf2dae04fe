import type { Coverage } from '@bulwark/model';
import { jsonLines, unreadPlaces } from '@bulwark/report';
import { ruleWords } from '@bulwark/rbac';
import type { ClusterDiff } from './compare.ts';
import { gapView, grantView } from './grant-view.ts';

/** One line for each right that one side alone gives, and what could not be read on either side. */
export function* diffJson(all: readonly ClusterDiff[], coverages: readonly Coverage[]): IterableIterator<string> {
  const changes = all.flatMap(({ id, diff }) =>
    diff.changes.flatMap(({ change, principal, namespace, rights }) =>
      rights.map(({ rules, grant }) => ({
        cluster: id,
        change,
        principal,
        namespace,
        words: rules.map(ruleWords),
        rules,
        grant: grantView(grant),
      })),
    ),
  );
  yield '{\n  "changes": ';
  yield* jsonLines(changes, (change) => change, '  ');
  yield ',\n  "unknown": ';
  yield* jsonLines(
    all.flatMap(({ id, diff }) => diff.gaps.map((gap) => ({ cluster: id, ...gapView(gap) }))),
    (gap) => gap,
    '  ',
  );
  yield ',\n  "unread": ';
  yield* jsonLines(coverages.flatMap(unreadPlaces), (unread) => unread, '  ');
  yield '\n}\n';
}
