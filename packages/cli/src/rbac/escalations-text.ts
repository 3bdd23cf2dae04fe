import { atLeast } from '@bulwark/model';
import { amount, clean, wrap } from '@bulwark/report';
import { PROOF_NAME, type Escalation, type Position, type Step } from '@bulwark/rbac';
import type { TextStyle } from '../input/text-style.ts';
import { anyGapLine } from './chain-text.ts';
import type { EscalationsAnswer, IdentityEscalations } from './escalations.ts';
import { at, bindingName, gapLine, grantLines, roleName } from './grant-text.ts';
import { placeName } from './place-name.ts';
import { folders } from './sections.ts';
import { principalName } from './who-can-text.ts';

const NOTHING = 'nobody can become more than roles and bindings say';

/**
 * Who can become what: for each identity how it becomes cluster-admin, or what else it can do, and what that rests on. What is
 * the same of several clusters is said once.
 */
export function* escalationsText(answers: readonly EscalationsAnswer[], style: TextStyle): IterableIterator<string> {
  const all = answers.map((answer) => ({ id: answer.cluster.id, blocks: [...answerBlocks(answer, style)] }));
  for (const { ids, blocks } of togetherIn(all)) {
    if (answers.length > 1) yield `${style.palette.bold(placeOf(ids, answers.length))}\n`;
    yield* apart(blocks);
  }
  const silent = all.filter(({ blocks }) => blocks.length === 0).length;
  if (silent === answers.length) yield `${NOTHING}\n`;
  else if (silent > 0) yield style.palette.dim(`${NOTHING}, in ${silent} more that may be clusters of their own\n`);
}

interface Together {
  readonly ids: readonly string[];
  readonly blocks: readonly string[];
}

/** What is said of the same clusters. */
function togetherIn(all: readonly { readonly id: string; readonly blocks: readonly string[] }[]): readonly Together[] {
  const idsOf = new Map<string, string[]>();
  for (const { id, blocks } of all) for (const block of new Set(blocks)) idsOf.set(block, [...(idsOf.get(block) ?? []), id]);
  const groups = Map.groupBy(idsOf, ([, ids]) => JSON.stringify(ids));
  return [...groups.values()].map((group) => ({ ids: group[0]?.[1] ?? [], blocks: group.map(([block]) => block) }));
}

/** Lines stand together, and apart from what is longer. */
function* apart(blocks: readonly string[]): IterableIterator<string> {
  let wasLine = false;
  for (const block of blocks) {
    const isLine = !block.endsWith('\n\n');
    if (wasLine && !isLine) yield '\n';
    yield block;
    wasLine = isLine;
  }
}

function placeOf(ids: readonly string[], all: number): string {
  return ids.length === all ? `in each of the ${all} folders that may be clusters of their own` : folders(ids);
}

function* answerBlocks({ groups, gaps }: EscalationsAnswer, style: TextStyle): IterableIterator<string> {
  const admins = groups.filter(isBound);
  const others = groups.filter((group) => !isBound(group));
  for (const group of admins) yield adminLine(group, style);
  for (const alike of Map.groupBy(others, proofOf).values()) yield `${[...groupLines(alike, style)].join('')}\n`;
  for (const gap of gaps) yield `${style.palette.yellow('unknown')}  ${gapLine(gap, style)}\n`;
}

/** It becomes nothing: it is it. */
function isBound({ path }: IdentityEscalations): boolean {
  return path?.primitives.length === 1 && path.primitives[0] === 'everything';
}

function adminLine({ identity, path, severity, unless }: IdentityEscalations, style: TextStyle): string {
  const grant = path?.steps[0]?.permissions[0]?.grant;
  const by =
    grant === undefined
      ? ''
      : `, by ${bindingName(grant.binding)}${at(grant.binding.object, ['subjects', grant.subject], style)}`;
  return `${style.palette.bold(principalName(identity))}  ${style.palette.red(`${severity}: is cluster-admin`)}${by}\n${[...unlessLines(unless, style)].join('')}`;
}

/** The same for those who can do the same by the same bindings, each as a subject of its own. */
function proofOf({ severity, path, escalations, unless }: IdentityEscalations): string {
  const steps = [...(path?.steps ?? []), ...escalations.flatMap((escalation) => escalation.steps)];
  return JSON.stringify([
    severity,
    unless,
    path?.primitives,
    escalations.map(({ primitive, namespace, position }) => [primitive.id, namespace, position]),
    steps.map(({ method, path: url, permissions }) => [
      method,
      url,
      permissions.map(({ grant: { binding, role, rule } }) => [
        ...(binding.object === undefined && binding.name.startsWith(PROOF_NAME) ? [] : [bindingName(binding)]),
        roleName(role),
        rule.index,
      ]),
    ]),
  ]);
}

function* groupLines(alike: readonly IdentityEscalations[], style: TextStyle): IterableIterator<string> {
  const [first] = alike;
  if (first === undefined) return;
  const { path, severity, escalations, unless } = first;
  const { palette } = style;
  const names = alike.map(({ identity }) => palette.bold(principalName(identity)));
  const each = names.length > 1 ? 'each ' : '';
  if (path === undefined) {
    const worth = escalations.filter((one) => atLeast(one.severity, 'medium'));
    yield `${names.join('\n')}  ${severity}\n`;
    yield* unlessLines(unless, style);
    for (const escalation of worth) yield* escalationLines(escalation, style);
    yield* alsoLines(
      escalations.filter((one) => !worth.includes(one)),
      style,
    );
    return;
  }
  yield `${names.join('\n')}  ${palette.red(`${severity}: ${each}becomes cluster-admin in ${amount(path.steps.length, 'step')}`)}\n`;
  yield* unlessLines(unless, style);
  yield* stepLines(path.steps, style);
  yield* alsoLines(
    escalations.filter(({ primitive }) => primitive.id !== path.primitives[0]),
    style,
  );
}

/** Who may stand in the way, asked before RBAC. */
function* unlessLines(unless: IdentityEscalations['unless'], style: TextStyle): IterableIterator<string> {
  for (const gap of unless) yield `  ${style.palette.yellow('unknown')}  ${anyGapLine(gap, style)}\n`;
}

/** What is little beside the rest, or beside what else is of little worth. */
function* alsoLines(escalations: readonly Escalation[], { palette, width }: TextStyle): IterableIterator<string> {
  const ids = new Set(escalations.map(({ primitive }) => primitive.id));
  if (ids.size > 0) for (const line of wrap(`also: ${[...ids].join(', ')}`, width - 2)) yield `  ${palette.dim(line)}\n`;
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
