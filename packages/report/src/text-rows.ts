import type { Style } from './text-options.ts';

/** Columns of a label and what keeps it apart. */
export const LABEL = 9;

/** Lines of a summary beside their label. */
export function rows(label: string, lines: readonly string[], { palette }: Style): string {
  return lines
    .map((line, index) => `${index === 0 ? palette.bold(label) + ' '.repeat(LABEL - label.length) : ' '.repeat(LABEL)}${line}\n`)
    .join('');
}
