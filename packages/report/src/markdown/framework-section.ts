import type { Assessment } from '@bulwark/frameworks';
import { rowLines, STATUS_WORDS } from '../framework-lines.ts';
import { codeSpan, prose } from './markdown-text.ts';
import { escaped } from '../xml-text.ts';

/** The rows of a framework as a table below a line that says how many of them are decided. */
export function frameworkSection({ framework, rows, summary }: Assessment): string {
  const lines = rowLines(rows).map(
    ({ ids, status, text }) => `| ${codeSpan(ids)} | ${STATUS_WORDS[status]} | ${prose(text)} |\n`,
  );
  const title = `<summary>${escaped(framework.title)}: ${escaped(summary)}</summary>`;
  return `<details>${title}\n\n| row | | |\n|---|---|---|\n${lines.join('')}\n</details>\n\n`;
}
