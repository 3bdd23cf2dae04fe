import { clean } from '../clean.ts';

/**
 * A word that GitHub or GitLab makes more of than text, escaped or not, because they look at the page and not at its source:
 * names (`@team`), addresses, numbers of issues, hashes of commits, references to trackers, emoji, formulas.
 */
const LIVE_WORD = /[@#$!~%&^]|:\/\/|\bwww\.|\bGH-\d|\b[0-9a-f]{7,40}\b|\b[A-Z][A-Z0-9]+-\d|:[\w+-]+:/i;
const PUNCTUATION = /[\\`*_{}[\]<>|]/g;

/** Prose with words of a manifest in it: it stays on its line and is nothing but text. Words that would be live are code. */
export function prose(text: string): string {
  const words = clean(text).trim().split(/ +/);
  const parts: string[] = [];
  let code: string[] = [];
  const flush = (): void => {
    if (code.length > 0) parts.push(codeSpan(code.join(' ')));
    code = [];
  };
  for (const word of words) {
    if (LIVE_WORD.test(word)) code.push(word);
    else {
      flush();
      parts.push(word.replace(PUNCTUATION, '\\$&'));
    }
  }
  flush();
  return plainStart(parts.join(' '));
}

/** What makes a list, a heading or a rule of a line, where it stands at its start. */
function plainStart(text: string): string {
  return text.replace(/^(\d+)([.)])/, '$1\\$2').replace(/^([-+=>])/, '\\$1');
}

/** Text as code: its fence is longer than any that is in it, and nothing in it is read as anything else. Not for tables. */
export function codeSpan(text: string): string {
  const inside = clean(text);
  if (inside.trim() === '') return '';
  const fence = '`'.repeat(longestRun(inside) + 1);
  const pad = /^`|`$|^ .* $/.test(inside) ? ' ' : '';
  return `${fence}${pad}${inside}${pad}${fence}`;
}

/** Lines as a block of code. */
export function codeBlock(lines: readonly string[], language = ''): string {
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return `${fence}${language}\n${lines.join('\n')}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
