import { jsonLines, jsonText } from '@bulwark/report';
import type { User } from '@bulwark/rbac';
import { unreadLines, type Input } from '../input/read-input.ts';
import type { Answer } from './can.ts';
import { verdictOf } from './can-text.ts';
import { anyGapView, anyGrantView } from './chain-view.ts';
import { grantView } from './grant-view.ts';

export function* canJson(answers: readonly Answer[], user: User, { inventory }: Input): IterableIterator<string> {
  yield `{\n  "user": ${jsonText({ name: user.name, groups: user.groups })},\n  "answers": `;
  yield* jsonLines(answers, answerView, '  ');
  yield ',\n  "unread": ';
  yield* unreadLines(inventory.coverage);
  yield '\n}\n';
}

function answerView(answer: Answer): unknown {
  const { cluster, asked, decision, near, elsewhere } = answer;
  return {
    cluster: cluster.id,
    verdict: verdictOf(answer),
    request: asked.request,
    notes: asked.notes,
    ...(decision.verdict === 'allow'
      ? { grant: anyGrantView(decision.grant) }
      : {
          ...(decision.deniedBy !== undefined && { deniedBy: decision.deniedBy }),
          gaps: decision.gaps.map(anyGapView),
          near: near.map(grantView),
          allowedInNamespaces: elsewhere,
        }),
  };
}
