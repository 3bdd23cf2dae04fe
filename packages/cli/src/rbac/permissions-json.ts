import { jsonLines, jsonText } from '@bulwark/report';
import { ruleWords, type User } from '@bulwark/rbac';
import { unreadLines, type Input } from '../input/read-input.ts';
import { gapView, grantView } from './grant-view.ts';
import type { Permissions } from './permissions.ts';

/** One line for each grant. */
export function* permissionsJson(all: readonly Permissions[], user: User, { inventory }: Input): IterableIterator<string> {
  yield `{\n  "user": ${jsonText({ name: user.name, groups: user.groups })},\n  "permissions": `;
  const grants = all.flatMap(({ cluster, places }) =>
    places.flatMap(({ namespace, grants: ofPlace }) =>
      ofPlace.map((grant) => ({ cluster: cluster.id, namespace, words: ruleWords(grant.rule.rule), ...grantView(grant) })),
    ),
  );
  yield* jsonLines(grants, (grant) => grant, '  ');
  yield ',\n  "unknown": ';
  yield* jsonLines(
    all.flatMap(({ cluster, gaps }) => gaps.map((gap) => ({ cluster: cluster.id, ...gapView(gap) }))),
    (gap) => gap,
    '  ',
  );
  const others = all.flatMap(({ cluster, others: notes }) => notes.map((note) => ({ cluster: cluster.id, ...note })));
  if (others.length > 0) {
    yield ',\n  "authorizers": ';
    yield* jsonLines(others, (note) => note, '  ');
  }
  yield ',\n  "unread": ';
  yield* unreadLines(inventory.coverage);
  yield '\n}\n';
}
