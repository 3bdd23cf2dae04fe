import { amount, clean, objectName } from '@bulwark/report';
import { violationLines } from './check-text.ts';
import { appliedStandard } from './check-words.ts';
import type { Diff, Difference, DiffOptions } from './diff.ts';
import type { Input } from '../input/read-input.ts';
import type { TextStyle } from '../input/text-style.ts';
import { unreadText } from '../input/unread-text.ts';
import { writtenAt } from '../renders/written-at.ts';

/** The differences for people: what would be refused first, then what would be taken. */
export function* diffText(
  { differences, pods, same, unknown }: Diff,
  { inventory }: Input,
  options: DiffOptions,
  style: TextStyle,
): IterableIterator<string> {
  const refused = differences.filter(({ change }) => change === 'refused');
  const allowed = differences.filter(({ change }) => change === 'allowed');
  for (const each of [...refused, ...allowed]) yield `${differenceLines(each, options, style).join('\n')}\n\n`;
  yield* unreadText(inventory.coverage, style);
  const { palette } = style;
  const parts = [amount(pods, 'comparison'), `${same} the same`, ...(unknown > 0 ? [`${unknown} unknown`] : [])];
  yield `${parts.join(', ')}\n`;
  if (allowed.length > 0) yield palette.green(`${allowed.length} refused before, and taken then\n`);
  yield refused.length > 0
    ? palette.red(`✗ ${refused.length} taken before, and refused then: exit 1\n`)
    : palette.green('✓ nothing that was taken is refused\n');
}

function differenceLines({ object, from, to, change }: Difference, options: DiffOptions, style: TextStyle): readonly string[] {
  const { palette } = style;
  const place = writtenAt(object, []);
  const where = place === undefined ? '' : palette.dim(`  ${clean(place.file)}:${place.line}`);
  const before = appliedStandard(from.standard, options.from.minor);
  const after = appliedStandard(to.standard, options.to.minor);
  const says =
    change === 'refused'
      ? `${palette.red('refused')}  by ${after}, taken by ${before}`
      : `${palette.green('taken')}  by ${after}, refused by ${before} for`;
  const { violations } = change === 'refused' ? to.judgement : from.judgement;
  return [
    `${palette.bold(objectName(object))}${where}`,
    `  ${says}`,
    ...violations.flatMap((violation) => {
      const lines = violationLines(object, violation, style);
      return change === 'refused' ? lines : lines.filter((line) => !line.includes('→ '));
    }),
  ];
}
