import type { Unknown } from '@bulwark/model';
import { amount } from './amount.ts';
import { clean } from './clean.ts';
import { objectName } from './text-object.ts';
import type { Style } from './text-options.ts';
import { fill, wrap } from './wrap.ts';

const REASONS_SHOWN = 10;
const OBJECTS_SHOWN = 4;
/** Columns before a reason: a count, right-aligned, and spaces. */
const REASON = 8;

/** What could not be decided, by reason: the reasons that hold for most first. None where everything was. */
export function* unknownText(unknown: readonly Unknown[], style: Style): IterableIterator<string> {
  if (unknown.length === 0) return;
  const groups = [...Map.groupBy(unknown, (item) => item.reason).values()];
  const sorted = groups.toSorted((a, b) => b.length - a.length);
  yield `${style.palette.yellow(`Unknown, neither passed nor failed: ${unknown.length}`)}\n`;
  for (const group of sorted.slice(0, REASONS_SHOWN)) yield groupText(group, style);
  const rest = sorted.length - REASONS_SHOWN;
  if (rest > 0) yield `${style.palette.dim(`  and ${rest} more reasons: -o json lists them all`)}\n`;
}

function groupText(group: readonly Unknown[], { width, palette }: Style): string {
  const [first] = group;
  if (first === undefined) return '';
  // A patch leaves every control that looks for what is missing with the same word: said once.
  const controls = new Set(group.map(({ control }) => control));
  const by = controls.size === 1 ? `${clean(first.control)}: ` : '';
  const also = controls.size === 1 ? '' : ` (${amount(controls.size, 'control')})`;
  const reason = wrap(`${by}${clean(first.reason)}${also}`, width - REASON);
  const lines = [...reason, ...fill(namesOf(group), width - REASON).map(palette.dim)];
  return lines.map((line, index) => `${(index === 0 ? String(group.length) : '').padStart(REASON - 2)}  ${line}\n`).join('');
}

/** The first few objects, each one a word that is not broken, and how many there are besides. */
function namesOf(group: readonly Unknown[]): readonly string[] {
  const names = [...new Set(group.map((item) => objectName(item.object, item.place)))];
  const shown = names.slice(0, OBJECTS_SHOWN);
  const rest = names.length - shown.length;
  return [
    ...shown.map((name, index) => (index < shown.length - 1 ? `${name},` : name)),
    ...(rest > 0 ? [`and ${rest} more`] : []),
  ];
}
