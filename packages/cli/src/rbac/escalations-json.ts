import { jsonLines } from '@bulwark/report';
import { requestWords, type Escalation, type Step } from '@bulwark/rbac';
import { unreadLines, type Input } from '../input/read-input.ts';
import type { EscalationsAnswer } from './escalations.ts';
import { gapView, grantView } from './grant-view.ts';

/** A line for each identity that becomes cluster-admin, and one for each escalation. */
export function* escalationsJson(answers: readonly EscalationsAnswer[], { inventory }: Input): IterableIterator<string> {
  const all = answers.flatMap(({ cluster, groups }) => groups.map((group) => ({ cluster: cluster.id, ...group })));
  yield '{\n  "clusterAdmin": ';
  yield* jsonLines(
    all.flatMap(({ cluster, identity, path }) => (path === undefined ? [] : [{ cluster, identity, path }])),
    ({ cluster, identity, path }) => ({ cluster, identity, primitives: path.primitives, steps: path.steps.map(stepView) }),
    '  ',
  );
  yield ',\n  "escalations": ';
  yield* jsonLines(
    all.flatMap(({ cluster, escalations }) => escalations.map((escalation) => ({ cluster, ...escalationView(escalation) }))),
    (line) => line,
    '  ',
  );
  const doubts = all.flatMap(({ cluster, identity, unless }) => unless.map((gap) => ({ cluster, identity, ...gap })));
  if (doubts.length > 0) {
    yield ',\n  "unless": ';
    yield* jsonLines(doubts, (line) => line, '  ');
  }
  yield ',\n  "unknown": ';
  yield* jsonLines(
    answers.flatMap(({ cluster, gaps }) => gaps.map((gap) => ({ cluster: cluster.id, gap: gapView(gap) }))),
    (line) => line,
    '  ',
  );
  yield ',\n  "unread": ';
  yield* unreadLines(inventory.coverage);
  yield '\n}\n';
}

function escalationView({ identity, primitive, namespace, position, severity, steps }: Escalation): object {
  const { id, title, techniques } = primitive;
  return { identity, id, title, techniques, namespace, severity, position, steps: steps.map(stepView) };
}

function stepView({ as, through, method, path, body, contentType, headers, says, assumes, permissions }: Step): object {
  return {
    as: as.name,
    ...(through !== undefined && { through: through.name }),
    says,
    method,
    path,
    ...(headers !== undefined && { headers }),
    ...(contentType !== undefined && { contentType }),
    ...(body !== undefined && { body }),
    ...(assumes !== undefined && { assumes }),
    grants: permissions.map(({ request, grant }) => ({ request: requestWords(request), ...grantView(grant) })),
  };
}
