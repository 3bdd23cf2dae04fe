import type { Token } from './template-tokens.ts';

/** One piece of a template's line. */
export interface Piece {
  readonly token: Token;
  readonly start: number;
  readonly end: number;
  /** Text with something to see, or an action that prints. */
  readonly visible: boolean;
}

/** The pieces of each line. An action that goes over several lines belongs to its first. */
export function linesOf(template: string, tokens: readonly Token[]): Piece[][] {
  const lines: Piece[][] = [[]];
  for (const token of tokens) {
    if (token.kind !== 'text') {
      lines.at(-1)?.push({ token, start: token.start, end: token.end, visible: isPrinting(token) });
      const more = template.slice(token.start, token.end).split('\n').length - 1;
      for (let at = 0; at < more; at += 1) lines.push([]);
      continue;
    }
    let start = token.start;
    for (const part of template.slice(token.start, token.end).split('\n')) {
      if (start > token.start) lines.push([]);
      const end = start + part.length;
      if (end > start) lines.at(-1)?.push({ token, start, end, visible: /\S/.test(part) });
      start = end + 1;
    }
  }
  return lines;
}

/** Whether a token puts a value into the output. */
export function isPrinting({ kind }: Pick<Token, 'kind'>): boolean {
  return kind === 'output' || kind === 'template';
}
