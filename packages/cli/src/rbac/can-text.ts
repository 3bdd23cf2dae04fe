import { amount, clean } from '@bulwark/report';
import { requestWords, type User } from '@bulwark/rbac';
import type { TextStyle } from '../input/text-style.ts';
import type { Answer } from './can.ts';
import { anyGapLine, anyGrantLines } from './chain-text.ts';
import { grantLines } from './grant-text.ts';
import { sectionsText } from './sections.ts';

const INDENT = '         ';
const SHOWN = 5;

/** Yes, no or unknown, and why. */
export function* canText(answers: readonly Answer[], user: User, style: TextStyle): IterableIterator<string> {
  const sections = answers.map((answer) => ({ cluster: answer.cluster, body: [...answerLines(answer, user, style)].join('') }));
  yield* sectionsText(sections, '', style);
}

function* answerLines(answer: Answer, user: User, style: TextStyle): IterableIterator<string> {
  yield `${head(answer, user, style)}\n`;
  for (const line of reasons(answer, user, style)) yield `${INDENT}${line}\n`;
  for (const note of answer.asked.notes) yield `${INDENT}${style.palette.yellow(`note: ${clean(note)}`)}\n`;
}

export type Verdict = 'yes' | 'no' | 'unknown';

export function verdictOf({ decision }: Answer): Verdict {
  if (decision.verdict === 'allow') return 'yes';
  return decision.gaps.length > 0 ? 'unknown' : 'no';
}

function head(answer: Answer, user: User, { palette }: TextStyle): string {
  const verdict = verdictOf(answer);
  const paint = { yes: palette.green, no: palette.red, unknown: palette.yellow }[verdict];
  const may = { yes: 'may', no: 'may not', unknown: 'may perhaps' }[verdict];
  return `${paint(verdict.padEnd(INDENT.length))}${clean(user.name)} ${may} ${clean(requestWords(answer.asked.request))}`;
}

function reasons(answer: Answer, user: User, style: TextStyle): readonly string[] {
  const { decision } = answer;
  if (decision.verdict === 'allow') {
    return anyGrantLines(decision.grant, style);
  }
  const { gaps, deniedBy } = decision;
  const said = [...gaps, ...(deniedBy === undefined ? [] : [deniedBy])].map((gap) => anyGapLine(gap, style));
  return [...said, ...nearLines(answer, user, style)];
}

function nearLines({ decision, near, elsewhere, asked }: Answer, user: User, style: TextStyle): readonly string[] {
  if (decision.verdict === 'allow') return [];
  const lines: string[] = [];
  if (elsewhere.length > 0)
    lines.push(`but it may in ${amount(elsewhere.length, 'namespace')}: ${elsewhere.slice(0, SHOWN).map(clean).join(', ')}`);
  if (near.length > 0) {
    lines.push('what it may do with that resource:');
    lines.push(...near.slice(0, SHOWN).flatMap((grant) => grantLines(grant, style).map((line) => `  ${line}`)));
    if (near.length > SHOWN) lines.push(style.palette.dim(`  and ${near.length - SHOWN} more`));
  } else if (decision.gaps.length === 0 && decision.deniedBy === undefined && elsewhere.length === 0) {
    const kind = asked.request.kind === 'url' ? 'no rule for URLs that it has' : 'no rule that it has';
    lines.push(`${kind} speaks of it (its groups: ${user.groups.map(clean).join(', ')})`);
  }
  return lines;
}
