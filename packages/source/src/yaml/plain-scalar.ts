import * as c from './chars.ts';
import { YamlError } from './yaml-error.ts';

export interface PlainScalar {
  readonly value: string;
  /** Where its text ends. */
  readonly end: number;
  /** Where the scanner goes on: after the blanks and breaks that follow. */
  readonly next: number;
  /** Where the line of `next` starts. */
  readonly line: number;
  /** Whether a line break follows, so that the next token may start a key. */
  readonly broken: boolean;
}

/**
 * Reads a plain scalar that starts at `start`; `lineStart` is where its line starts and `indent` the column below which a
 * line of it may not start. Semantics: libyaml's yaml_parser_scan_plain_scalar.
 */
export function readPlainScalar(text: string, start: number, lineStart: number, indent: number, inFlow: boolean): PlainScalar {
  let value = '';
  let end = start;
  let pos = start;
  let line = lineStart;
  let joint = '';
  let broken = false;
  for (;;) {
    if (pos === line && isDocumentMarker(text, pos)) break;
    if (text.charCodeAt(pos) === c.HASH) break;
    const stop = endOfRun(text, pos, inFlow);
    if (stop > pos) {
      value += joint + text.slice(pos, stop);
      end = stop;
      pos = stop;
      broken = false;
      joint = '';
    }
    const code = text.charCodeAt(pos);
    if (!c.isBlank(code) && !c.isBreak(code)) break;
    const gap = scanGap(text, pos, { line, broken, joint, indent });
    ({ next: pos, line, joint, broken } = gap);
    if (!inFlow && pos - line < indent) break;
  }
  return { value, end, next: pos, line, broken };
}

function isDocumentMarker(text: string, pos: number): boolean {
  return (text.startsWith('---', pos) || text.startsWith('...', pos)) && c.isBlankOrEnd(text.charCodeAt(pos + 3));
}

/** Where the stretch of one line that belongs to the scalar ends: blanks inside it are part of it, those at its end are not. */
function endOfRun(text: string, from: number, inFlow: boolean): number {
  let pos = from;
  for (;;) {
    const code = text.charCodeAt(pos);
    // Nearly every character is a letter, and in block style no letter ends anything.
    if (code > c.COLON && code < c.DELETE && !inFlow) {
      pos++;
    } else if (c.isBlank(code)) {
      const after = afterBlanks(text, pos);
      const next = text.charCodeAt(after);
      if (next === c.HASH || c.isBreakOrEnd(next) || stopsAt(text, after, next, inFlow)) return pos;
      pos = after;
    } else if (c.isBreakOrEnd(code) || stopsAt(text, pos, code, inFlow)) {
      return pos;
    } else pos++;
  }
}

function afterBlanks(text: string, from: number): number {
  let pos = from + 1;
  while (c.isBlank(text.charCodeAt(pos))) pos++;
  return pos;
}

function stopsAt(text: string, pos: number, code: number, inFlow: boolean): boolean {
  return (code === c.COLON && c.isBlankOrEnd(text.charCodeAt(pos + 1))) || (inFlow && endsInFlow(code));
}

function endsInFlow(code: number): boolean {
  return (
    code === c.COMMA ||
    code === c.QUESTION ||
    code === c.LEFT_BRACKET ||
    code === c.RIGHT_BRACKET ||
    code === c.LEFT_BRACE ||
    code === c.RIGHT_BRACE
  );
}

interface Gap {
  readonly next: number;
  readonly line: number;
  readonly joint: string;
  readonly broken: boolean;
}

/** Eats blanks and breaks between two runs; `joint` is what they become if another run follows. */
function scanGap(text: string, from: number, before: { line: number; broken: boolean; joint: string; indent: number }): Gap {
  let pos = from;
  let line = before.line;
  let broken = before.broken;
  let first = '';
  let breaks = '';
  for (;;) {
    const code = text.charCodeAt(pos);
    if (c.isBlank(code)) {
      if (broken && code === c.TAB && pos - line < before.indent) {
        throw new YamlError('found a tab character that violates indentation', pos);
      }
      pos++;
    } else if (c.isBreak(code)) {
      if (broken) breaks += c.breakText(code);
      else first = c.breakText(code);
      broken = true;
      pos = c.afterBreak(text, pos);
      line = pos;
    } else break;
  }
  if (!broken) return { next: pos, line, joint: before.joint + text.slice(from, pos), broken };
  const folded = first === '\n' ? (breaks === '' ? ' ' : breaks) : first + breaks;
  return { next: pos, line, joint: folded, broken };
}
