import { formatLevelVersion, MODES } from '@bulwark/pod-security';
import { amount, clean, objectName } from '@bulwark/report';
import { commandsFor } from './advice-commands.ts';
import type { Advice, Blocker } from './advise.ts';
import { violationLines, wrapped } from './check-text.ts';
import type { Input } from '../input/read-input.ts';
import type { TextStyle } from '../input/text-style.ts';
import { unreadText } from '../input/unread-text.ts';
import { writtenAt } from '../renders/written-at.ts';

/** The advice for people: a paragraph for each namespace. */
export function* adviseText(
  advice: readonly Advice[],
  { inventory }: Input,
  newest: number,
  style: TextStyle,
): IterableIterator<string> {
  const several = new Set(advice.map(({ scope }) => scope)).size > 1;
  for (const each of advice) yield `${namespaceLines(each, newest, several, style).join('\n')}\n\n`;
  if (advice.length === 0) yield 'There is no namespace and no pod to speak of.\n';
  yield* unreadText(inventory.coverage, style);
}

function namespaceLines(advice: Advice, newest: number, several: boolean, style: TextStyle): readonly string[] {
  const { namespace, scope, pods, level, next, blockers, policy, isExempt } = advice;
  const { palette } = style;
  const name = namespace === undefined ? 'No namespace in the manifests' : `Namespace ${namespace}`;
  const where = several && scope !== '' ? palette.dim(`  ${clean(scope)}`) : '';
  const lines = [`${palette.bold(clean(name))}${where}  ${amount(pods, 'pod')}`, `  now: ${nowText(advice)}`];
  if (isExempt) return [...lines, '  the configuration exempts it: its labels do nothing'];
  for (const { text } of policy.problems) lines.push(...wrapped([text], style).map(palette.red));
  lines.push(
    pods === 0
      ? `  ${palette.yellow('no manifest puts a pod there: the cluster has to be asked')}`
      : `  ${palette.green(`today it can enforce: ${level}`)}`,
  );
  if (next !== undefined) {
    lines.push(`  ${palette.yellow(`in the way of ${next}:`)} ${blockers.length} of ${amount(pods, 'pod')}`);
    for (const blocker of blockers) lines.push(...blockerLines(blocker, style));
  }
  const commands = commandsFor(advice, newest);
  // What is to be copied is not broken.
  return commands.length === 0 ? [...lines, '  nothing to type'] : [...lines, '  do:', ...commands.map((each) => `    ${each}`)];
}

function nowText({ policy: { policy, isSaid } }: Advice): string {
  if (!isSaid) return 'nothing is said, and everything is taken unless the cluster has other defaults';
  return MODES.filter((mode) => mode === 'enforce' || policy[mode].level !== 'privileged')
    .map((mode) => `${mode} ${formatLevelVersion(policy[mode])}`)
    .join(', ');
}

function blockerLines({ object, judgement }: Blocker, style: TextStyle): readonly string[] {
  const place = writtenAt(object, []);
  const where = place === undefined ? '' : style.palette.dim(`  ${clean(place.file)}:${place.line}`);
  const undecided = new Set(judgement.unknown.map(({ reason }) => `unknown: ${reason}`));
  return [
    `    ${objectName(object)}${where}`,
    ...judgement.violations.flatMap((violation) => violationLines(object, violation, style).map((line) => `  ${line}`)),
    ...wrapped([...undecided], style).map((line) => `  ${line}`),
  ];
}
