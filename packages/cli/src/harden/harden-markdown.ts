import { clean, objectName } from '@bulwark/report';
import { commandsFor } from '../pod-security/advice-commands.ts';
import { countsText, obstacles } from './harden-counts.ts';
import type { HardenedWorkload, HardenResult } from './harden.ts';
import { stepGroups, type StepGroup } from './step-groups.ts';
import { writtenAt } from '../renders/written-at.ts';

/** The text of a pull request that hardens workloads. */
export function* hardenMarkdown(result: HardenResult): IterableIterator<string> {
  const standard = `${result.level} v1.${result.newest}`;
  yield `# Workloads at the level ${standard}\n\n${countsText(result)}.\n`;
  for (const each of result.workloads) if (each.outcome !== 'complies') yield workloadText(each, standard);
  const commands = result.advice.flatMap((each) => commandsFor(each, result.newest));
  if (commands.length > 0) {
    yield `\n## What namespaces can then enforce\n\n\`\`\`sh\n${commands.map((each) => `${clean(each)}\n`).join('')}\`\`\`\n`;
  }
}

function workloadText(each: HardenedWorkload, standard: string): string {
  const place = writtenAt(each.workload.object, []);
  const where = place === undefined ? '' : ` (${code(`${place.file}:${place.line}`)})`;
  const groups = stepGroups(each);
  const verdict =
    each.outcome === 'reached'
      ? `After this: **${standard}**, proved.\n`
      : `Not ${standard}:\n\n${obstacles(each)
          .map((why) => `- ${inText(why)}\n`)
          .join('')}`;
  return [
    `\n## ${inText(objectName(each.workload.object))}${where}\n\n`,
    listOf(
      'Safe',
      groups.filter(({ safe }) => safe),
    ),
    listOf(
      'For a person to decide',
      groups.filter(({ safe }) => !safe),
    ),
    verdict,
  ].join('');
}

function listOf(heading: string, groups: readonly StepGroup[]): string {
  if (groups.length === 0) return '';
  const box = heading === 'Safe' ? '' : '[ ] ';
  const items = groups.flatMap(({ edits, safe, hazards }) => [
    ...edits.map((edit) => `- ${box}${code(edit)}\n`),
    ...(safe ? [] : hazards.map(({ what, check }) => `  - may break: ${inText(what)}; find out: ${inText(check)}\n`)),
  ]);
  return `${heading}:\n\n${items.join('')}\n`;
}

/** What is taken from a manifest is shown, and says nothing to Markdown. */
function inText(text: string): string {
  return clean(text).replaceAll(/[\\`*_[\]<>|]/g, String.raw`\$&`);
}

function code(text: string): string {
  return `\`${clean(text).replaceAll('`', "'")}\``;
}
