import type { Assessment, Status } from '@bulwark/frameworks';
import { clean } from './clean.ts';
import { displayWidth } from './display-width.ts';
import { rowLines, STATUS_WORDS, type FrameworkLine } from './framework-lines.ts';
import type { Palette } from './palette.ts';
import type { Style } from './text-options.ts';
import { wrap } from './wrap.ts';

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

function* lineText({ ids, status, text }: FrameworkLine, column: number, { width, palette }: Style): IterableIterator<string> {
  const indent = 2 + column + STATUS;
  const word = paint(palette, status)(STATUS_WORDS[status]) + ' '.repeat(STATUS - displayWidth(STATUS_WORDS[status]));
  const [head = '', ...rest] = wrap(clean(text), Math.max(20, width - indent));
  yield `  ${ids}${' '.repeat(column - displayWidth(ids))}${word}${head}\n`;
  for (const line of rest) yield `${' '.repeat(indent)}${line}\n`;
}

function paint(palette: Palette, status: Status): (text: string) => string {
  if (status === 'fail') return palette.red;
  if (status === 'pass') return palette.green;
  return status === 'unknown' ? palette.yellow : palette.dim;
}
