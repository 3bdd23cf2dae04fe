import { escaped } from '../xml-text.ts';

/** A list below a line that opens it. */
export function folded(summary: string, items: readonly string[], rest: string): string {
  const more = rest === '' ? '' : `- and ${rest}: \`-o json\` lists them all\n`;
  return `<details><summary>${escaped(summary)}</summary>\n\n${items.join('')}${more}\n</details>\n\n`;
}
