import { formatPath } from '@bulwark/model';
import { amount, clean, objectName, wrap } from '@bulwark/report';
import { commandsFor } from '../pod-security/advice-commands.ts';
import type { Input } from '../input/read-input.ts';
import type { TextStyle } from '../input/text-style.ts';
import { writtenAt } from '../renders/written-at.ts';
import { unreadText } from '../input/unread-text.ts';
import { countsText, obstacles } from './harden-counts.ts';
import type { HardenedWorkload, HardenResult } from './harden.ts';
import { stepGroups, type StepGroup } from './step-groups.ts';

export interface HardenTextOptions extends TextStyle {
  readonly written: boolean;
  /** What writes the files. */
  readonly command: string;
}

/** What brings each workload to the level, for people: by workload, safe edits first, then those that a person decides. */
export function* hardenText(result: HardenResult, { inventory }: Input, options: HardenTextOptions): IterableIterator<string> {
  for (const each of result.workloads) {
    if (each.outcome !== 'complies') yield `${workloadLines(each, result, options).join('\n')}\n\n`;
  }
  yield* unreadText(inventory.coverage, options);
  yield* namespaceText(result, options);
  yield `${wrap(countsText(result), options.width).join('\n')}\n`;
  if (result.files.length === 0) return;
  const files = amount(result.files.length, 'file');
  yield options.written ? `${files} written\n` : `${files} would change: ${options.command} writes them, -o patch shows how\n`;
}

function workloadLines(each: HardenedWorkload, { level, newest }: HardenResult, options: HardenTextOptions): readonly string[] {
  const { palette } = options;
  const { object, specPath } = each.workload;
  const place = writtenAt(object, []);
  const where = place === undefined ? '' : palette.dim(`  ${clean(place.file)}:${place.line}`);
  const part =
    object.kind === 'Pod' || specPath.join('.') === 'spec.template.spec' ? '' : palette.dim(`  ${formatPath(specPath)}`);
  const [safe, others] = [stepGroups(each).filter((group) => group.safe), stepGroups(each).filter((group) => !group.safe)];
  return [
    `${palette.bold(objectName(object))}${part}${where}`,
    ...(safe.length === 0 ? [] : [`  ${palette.green('safe')}`, ...safe.flatMap((group) => editLines(group, options))]),
    ...(others.length === 0
      ? []
      : [`  ${palette.yellow('for a person to decide')}`, ...others.flatMap((group) => personLines(group, options))]),
    ...verdictLines(each, `${level} v1.${newest}`, options),
  ];
}

function verdictLines(each: HardenedWorkload, standard: string, options: HardenTextOptions): readonly string[] {
  const { palette } = options;
  if (each.outcome === 'reached') return [`  ${palette.green(`after this: ${standard}, proved`)}`];
  const head =
    each.outcome === 'refused'
      ? `would be ${standard}, but`
      : each.outcome === 'blocked'
        ? `cannot reach ${standard} because`
        : `is not known to reach ${standard}, because`;
  const end = each.outcome === 'refused' || each.steps.length === 0 ? [] : ['  so that nothing of it is changed'];
  return [`  ${palette.red(head)}`, ...obstacles(each).flatMap((why) => indented(why, '    ', options)), ...end];
}

function editLines({ edits }: StepGroup, options: HardenTextOptions): readonly string[] {
  return edits.flatMap((edit) => indented(edit, '    ', options));
}

function personLines(group: StepGroup, options: HardenTextOptions): readonly string[] {
  const { palette } = options;
  return [
    ...editLines(group, options),
    ...group.hazards.flatMap(({ what, check }) => [
      ...indented(`may break: ${what}`, '      ', options).map(palette.dim),
      ...indented(`find out: ${check}`, '      ', options).map(palette.dim),
    ]),
  ];
}

/** What namespaces can enforce then. */
function* namespaceText(result: HardenResult, { palette }: HardenTextOptions): IterableIterator<string> {
  const several = new Set(result.advice.map(({ scope }) => scope)).size > 1;
  for (const each of result.advice) {
    const commands = commandsFor(each, result.newest);
    if (commands.length === 0) continue;
    const name = each.namespace === undefined ? 'What names no namespace' : `Namespace ${each.namespace}`;
    const where = several && each.scope !== '' ? palette.dim(`  ${clean(each.scope)}`) : '';
    yield `${palette.bold(clean(name))}${where}  can then enforce ${each.level}\n${commands.map((line) => `  ${line}\n`).join('')}\n`;
  }
}

function indented(text: string, indent: string, { width }: TextStyle): readonly string[] {
  return wrap(clean(text), width - indent.length - 2).map((line, at) => `${indent}${at === 0 ? '' : '  '}${line}`);
}
