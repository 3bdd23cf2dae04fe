import type { Assessment } from '@bulwark/frameworks';
import { rowLines, STATUS_WORDS } from '../framework-lines.ts';
import { escaped } from '../xml-text.ts';

/** The rows of a framework as a table, below how many of them are decided. */
export function frameworkSection({ framework, rows, summary }: Assessment): string {
  const lines = rowLines(rows).map(
    ({ ids, status, text }) =>
      `<tr><th scope="row">${escaped(ids)}</th><td class="row ${status}">${STATUS_WORDS[status]}</td><td class="break">${escaped(text)}</td></tr>\n`,
  );
  const head = '<thead><tr><th scope="col">Row</th><th scope="col">Status</th><th scope="col">What it asks for</th></tr></thead>';
  const title = `<summary><h2 class="inline">${escaped(framework.title)}</h2></summary><p>${escaped(framework.id)} ${escaped(summary)}</p>`;
  return `<details class="card framework" open>${title}<table>${head}<tbody>\n${lines.join('')}</tbody></table></details>\n`;
}
