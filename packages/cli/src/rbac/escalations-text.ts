import { amount, clean, wrap } from '@bulwark/report';
import { PROOF_NAME, type Escalation, type Position, type Step } from '@bulwark/rbac';
import type { TextStyle } from '../input/text-style.ts';
import type { EscalationsAnswer, IdentityEscalations } from './escalations.ts';
import { gapLine, grantLines } from './grant-text.ts';
import { placeName } from './place-name.ts';
import { sectionsText } from './sections.ts';
import { principalName } from './who-can-text.ts';

/** Who can become what: for each identity how it becomes cluster-admin, or what else it can do, and what that rests on. */
export function* escalationsText(answers: readonly EscalationsAnswer[], style: TextStyle): IterableIterator<string> {
  const sections = answers.map((answer) => ({ cluster: answer.cluster, body: [...answerLines(answer, style)].join('') }));
  yield* sectionsText(sections, 'nobody can become more than roles and bindings say\n', style);
}

function* answerLines({ groups, gaps }: EscalationsAnswer, style: TextStyle): IterableIterator<string> {
  for (const group of groups) {
    yield* groupLines(group, style);
    yield '\n';
  }
  for (const gap of gaps) yield `${style.palette.yellow('unknown')}  ${gapLine(gap, style)}\n`;
}

function* groupLines({ identity, path, severity, escalations }: IdentityEscalations, style: TextStyle): IterableIterator<string> {
  const { palette } = style;
  const name = palette.bold(principalName(identity));
  if (path === undefined) {
    yield `${name}  ${severity}\n`;
    for (const escalation of escalations) yield* escalationLines(escalation, style);
    return;
  }
  const isBound = path.primitives[0] === 'everything' && path.primitives.length === 1;
  const title = isBound ? 'is cluster-admin' : `becomes cluster-admin in ${amount(path.steps.length, 'step')}`;
  yield `${name}  ${palette.red(`${severity}: ${title}`)}\n`;
  yield* isBound ? grantsOf(path.steps, style) : stepLines(path.steps, style);
  const more = new Set(escalations.map(({ primitive }) => primitive.id).filter((id) => id !== path.primitives[0]));
  if (more.size > 0) for (const line of wrap(`also: ${[...more].join(', ')}`, style.width - 2)) yield `  ${palette.dim(line)}\n`;
}

function* escalationLines(
  { primitive, namespace, position, severity, steps }: Escalation,
  style: TextStyle,
): IterableIterator<string> {
  yield `  ${severity}  ${clean(primitive.title)}${limit(position)}, ${placeName(namespace)}  ${style.palette.dim(primitive.id)}\n`;
  yield* stepLines(steps, style);
}

/** To which objects it is limited. */
function limit(position: Position): string {
  if (position.kind === 'role') return `: ${clean(position.roleKind)} ${clean(position.role)}`;
  const names = 'names' in position ? position.names : undefined;
  return names === undefined ? '' : `: ${clean(names.join(', '))}`;
}

function* stepLines(steps: readonly Step[], style: TextStyle): IterableIterator<string> {
  for (const [place, step] of steps.entries()) {
    const assumed = step.assumes === undefined ? '' : style.palette.yellow(` (if ${clean(step.assumes)})`);
    yield `    ${place + 1}. ${clean(step.says)}${assumed}  ${style.palette.dim(clean(`${step.method} ${step.path}`))}\n`;
    yield* grantsOf([step], style);
  }
}

function* grantsOf(steps: readonly Step[], style: TextStyle): IterableIterator<string> {
  const told = new Set<string>();
  for (const { grant } of steps.flatMap(({ permissions }) => permissions)) {
    const isMade = grant.binding.object === undefined && grant.binding.name.startsWith(PROOF_NAME);
    for (const line of isMade ? ['by what it has bound itself to'] : grantLines(grant, style)) {
      if (told.has(line)) continue;
      told.add(line);
      yield `       ${style.palette.dim('·')} ${line}\n`;
    }
  }
}
