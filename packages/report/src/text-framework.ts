import type { AssessedRow, Assessment, Status } from '@bulwark/frameworks';
import { amount } from './amount.ts';
import { clean } from './clean.ts';
import { displayWidth } from './display-width.ts';
import type { Palette } from './palette.ts';
import type { Style } from './text-options.ts';
import { wrap } from './wrap.ts';

const WORDS: Readonly<Record<Status, string>> = {
  pass: '✓ pass',
  fail: '✗ fail',
  unknown: '? unknown',
  manual: '· manual',
  'not-from-manifests': '– elsewhere',
};
const STATUS = 13;

/** The rows of a framework below their sections, and how many of them are decided. */
export function* frameworkText({ framework, rows, summary }: Assessment, style: Style): IterableIterator<string> {
  const { bold } = style.palette;
  yield `\n${bold(clean(framework.title))}\n`;
  const lines = rowLines(rows);
  const column = Math.max(0, ...lines.map(({ ids }) => displayWidth(ids))) + 2;
  let section: string | undefined;
  for (const line of lines) {
    if (line.section !== section) yield `\n${clean(line.section)}\n`;
    section = line.section;
    yield* lineText(line, column, style);
  }
  yield `\n${bold(framework.id)} ${clean(summary)}\n`;
}

interface Line {
  readonly ids: string;
  readonly section: string;
  readonly status: Status;
  readonly text: string;
}

/** A line for each row; those in a row that stand elsewhere for one reason share one. */
function rowLines(rows: readonly AssessedRow[]): readonly Line[] {
  const lines: Line[] = [];
  let last: AssessedRow | undefined;
  let first: AssessedRow | undefined;
  for (const row of rows) {
    const joins = row.status === 'not-from-manifests' && last?.section === row.section && last.reason === row.reason;
    if (!joins) first = row;
    const { section, status } = row;
    if (joins && first !== undefined) {
      lines.pop();
      lines.push({ ids: `${first.id} to ${row.id}`, section, status, text: row.reason ?? '' });
    } else lines.push({ ids: row.id, section, status, text: textOf(row) });
    last = row;
  }
  return lines;
}

function textOf({ status, title, reason, findings, failedBy }: AssessedRow): string {
  if (status === 'fail') return `${title}: ${amount(findings, 'finding')} of ${failedBy.join(', ')}`;
  return status === 'unknown' || status === 'not-from-manifests' ? `${title}: ${reason ?? ''}` : title;
}

function* lineText({ ids, status, text }: Line, column: number, { width, palette }: Style): IterableIterator<string> {
  const indent = 2 + column + STATUS;
  const word = paint(palette, status)(WORDS[status]) + ' '.repeat(STATUS - displayWidth(WORDS[status]));
  const [head = '', ...rest] = wrap(clean(text), Math.max(20, width - indent));
  yield `  ${ids}${' '.repeat(column - displayWidth(ids))}${word}${head}\n`;
  for (const line of rest) yield `${' '.repeat(indent)}${line}\n`;
}

function paint(palette: Palette, status: Status): (text: string) => string {
  if (status === 'fail') return palette.red;
  if (status === 'pass') return palette.green;
  return status === 'unknown' ? palette.yellow : palette.dim;
}
