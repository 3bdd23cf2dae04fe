import { isPrinting, linesOf, type Piece } from './template-lines.ts';
import { opensBlock, templateTokens, type Token } from './template-tokens.ts';
import { WRAPPER } from './wrapper.ts';

/** A change of a template that marks one line; several of one line are made together or not at all. */
export interface MarkEdit {
  /** Zero-based number of the template's line. */
  readonly line: number;
  /** The `define` that the line stands in; undefined outside of all. */
  readonly define: string | undefined;
  readonly at: number;
  readonly remove: number;
  /** With `MARK` where the mark's text belongs. */
  readonly insert: (mark: string) => string;
}

/** Every edit that marks a line of a template; undefined where it cannot be read as one. */
export function markEdits(template: string, isMarkedDefine: (name: string) => boolean): MarkEdit[] | undefined {
  const tokens = templateTokens(template);
  if (tokens === undefined) return undefined;
  const edits: MarkEdit[] = [];
  const blocks: (string | undefined)[] = [];
  const defineNow = (): string | undefined => blocks.findLast((name) => name !== undefined);
  for (const [line, pieces] of linesOf(template, tokens).entries()) {
    const before = blocks.length;
    const outside = defineNow();
    const { lowest, opened } = follow(template, pieces, blocks);
    const define = outside ?? opened;
    if (define !== undefined && !isMarkedDefine(define)) continue;
    const balanced = blocks.length === before && lowest === before;
    for (const edit of lineEdits(template, pieces, balanced)) edits.push({ ...edit, line, define });
  }
  return edits;
}

/** Takes the blocks that a line opens and closes; tells how few were open in between, and which `define` it opens. */
function follow(
  template: string,
  pieces: readonly Piece[],
  blocks: (string | undefined)[],
): { lowest: number; opened: string | undefined } {
  let lowest = blocks.length;
  let opened: string | undefined;
  for (const { token } of pieces) {
    if (opensBlock(template, token)) {
      const name = defineName(template, token);
      blocks.push(name);
      opened ??= name;
    } else if (token.kind === 'end') blocks.pop();
    lowest = Math.min(lowest, blocks.length);
  }
  return { lowest, opened };
}

export function defineName(template: string, { kind, inner }: Token): string | undefined {
  if (kind !== 'define') return undefined;
  return /^\w+\s+["`]([^"`]*)["`]/.exec(template.slice(inner.start, inner.end))?.[1] ?? '';
}

type LineEdit = Pick<MarkEdit, 'at' | 'remove' | 'insert'>;

function lineEdits(template: string, pieces: readonly Piece[], balanced: boolean): LineEdit[] {
  // One mark at the end of the line is enough where whatever the line prints ends there.
  const single = balanced && isVisibleAtBase(template, pieces);
  const edits: LineEdit[] = [];
  let seen = false;
  for (const [at, piece] of pieces.entries()) {
    const next = pieces[at + 1];
    const isCovered = single && next !== undefined;
    if (isPrinting(piece.token)) edits.push(...wrapped(template, piece.token, howOf(seen, next, isCovered)));
    else if (isText(piece) && endsSegment(next) && !isCovered) edits.push(inserted(visibleEnd(template, piece)));
    seen ||= piece.visible;
  }
  if (single) edits.push(...endMark(pieces));
  return edits;
}

/** Visible text behind a value carries the mark of its last line. */
function howOf(seen: boolean, next: Piece | undefined, isCovered: boolean): string {
  const isLast = !isCovered && (next === undefined || !isText(next));
  return `${seen ? 'f' : ''}${isLast ? 'l' : ''}`;
}

function isText({ token, visible }: Piece): boolean {
  return token.kind === 'text' && visible;
}

/** Nothing that prints follows at once: what prints carries the mark. */
function endsSegment(next: Piece | undefined): boolean {
  return next === undefined || !isPrinting(next.token);
}

/** Something to see stands outside of every block that the line opens, and a block is there at all. */
function isVisibleAtBase(template: string, pieces: readonly Piece[]): boolean {
  let depth = 0;
  let visible = false;
  let blocks = false;
  for (const { token, visible: seen } of pieces) {
    if (opensBlock(template, token)) depth += 1;
    else if (token.kind === 'end') depth -= 1;
    blocks ||= depth > 0;
    visible ||= seen && depth === 0;
  }
  return visible && blocks;
}

/** The mark at the end of a line whose last piece is no text to see and prints nothing. */
function endMark(pieces: readonly Piece[]): LineEdit[] {
  const last = pieces.findLast((piece) => piece.token.kind !== 'text' || piece.visible);
  if (last === undefined || isPrinting(last.token)) return [];
  if (last.token.kind === 'text') return [];
  const { end, inner } = last.token;
  if (!inner.trimsRight) return [inserted(end)];
  return [{ at: end - 3, remove: 3, insert: (mark) => `}}{{ ${JSON.stringify(mark)} -}}` }];
}

function visibleEnd(template: string, { start, end }: Piece): number {
  return start + template.slice(start, end).trimEnd().length;
}

function inserted(at: number): LineEdit {
  return { at, remove: 0, insert: (mark) => mark };
}

/** An action that prints, changed so that its value goes through the wrapper. */
function wrapped(template: string, { kind, inner }: Token, how: string): LineEdit[] {
  const body = template.slice(inner.start, inner.end);
  const value = kind === 'template' ? included(body) : body;
  if (value === undefined) return [];
  const insert = (mark: string): string => `include "${WRAPPER}" (list ${JSON.stringify(mark)} (${value}) "${how}")`;
  return [{ at: inner.start, remove: inner.end - inner.start, insert }];
}

/** `template "x" .` as a value. */
function included(body: string): string | undefined {
  const match = /^template\s+("[^"]*"|`[^`]*`)\s*([\s\S]*)$/.exec(body);
  if (match === null) return undefined;
  const argument = match[2] === '' ? 'dict' : match[2];
  return `include ${match[1]} (${argument})`;
}

/** The edits that mark a text without actions. */
export function lineEnds(text: string): MarkEdit[] {
  let start = 0;
  return text.split('\n').flatMap((content, line) => {
    const at = start + content.trimEnd().length;
    start += content.length + 1;
    return content.trim() === '' ? [] : [{ line, define: undefined, ...inserted(at) }];
  });
}

/** A template with edits made, each with the mark of its line. */
export function applyMarks(template: string, edits: readonly MarkEdit[], markOf: (line: number) => string): string {
  let text = '';
  let from = 0;
  for (const { at, remove, insert, line } of edits) {
    text += template.slice(from, at) + insert(markOf(line));
    from = at + remove;
  }
  return text + template.slice(from);
}
