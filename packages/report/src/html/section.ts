import { escaped } from '../xml-text.ts';

/** A list below a heading that opens it; nothing where there is nothing to list. */
export function section(title: string, items: readonly string[], total: number, open = false): string {
  if (total === 0) return '';
  const rest = total > items.length ? `<li>and ${total - items.length} more: <code>-o json</code> lists them all</li>` : '';
  const list = items.map((item) => `<li class="break">${item}</li>\n`).join('');
  return `<details class="card"${open ? ' open' : ''}><summary><h2 class="inline">${escaped(title)}</h2></summary><ul>\n${list}${rest}</ul></details>\n`;
}
