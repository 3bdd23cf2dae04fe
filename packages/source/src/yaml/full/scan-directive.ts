import * as c from '../chars.ts';
import { YamlError } from '../yaml-error.ts';
import { scanTagHandle, scanTagUri } from './scan-tag.ts';
import { token, type Token } from './token.ts';

/** Reads a `%YAML` or `%TAG` line. Semantics: yaml_parser_scan_directive. */
export function scanDirective(text: string, start: number): { readonly token: Token; readonly next: number } {
  let end = start + 1;
  while (c.isWord(text.charCodeAt(end))) end++;
  const name = text.slice(start + 1, end);
  if (name === '') throw new YamlError('could not find expected directive name', start);
  if (!c.isBlankOrEnd(text.charCodeAt(end))) throw new YamlError('found unexpected non-alphabetical character', end);
  const directive = scanValue(text, start, name, end);
  let next = skipBlanks(text, directive.end);
  if (text.charCodeAt(next) === c.HASH) while (!c.isBreakOrEnd(text.charCodeAt(next))) next++;
  if (!c.isBreakOrEnd(text.charCodeAt(next))) throw new YamlError('did not find expected comment or line break', next);
  return { token: directive, next: c.isBreak(text.charCodeAt(next)) ? c.afterBreak(text, next) : next };
}

function scanValue(text: string, start: number, name: string, end: number): Token {
  const from = skipBlanks(text, end);
  if (name === 'YAML') {
    const version = /^(\d{1,2})\.(\d{1,2})(?!\d)/.exec(text.slice(from, from + 6));
    if (version === null) throw new YamlError('did not find expected version number', from);
    return token('version-directive', start, from + version[0].length, `${Number(version[1])}.${Number(version[2])}`);
  }
  if (name !== 'TAG') throw new YamlError('found unknown directive name', start);
  const handle = scanTagHandle(text, from, true);
  if (!c.isBlank(text.charCodeAt(handle.end))) throw new YamlError('did not find expected whitespace', handle.end);
  const prefix = scanTagUri(text, skipBlanks(text, handle.end), '');
  if (!c.isBlankOrEnd(text.charCodeAt(prefix.end)))
    throw new YamlError('did not find expected whitespace or line break', prefix.end);
  return token('tag-directive', start, prefix.end, handle.value, prefix.value);
}

function skipBlanks(text: string, from: number): number {
  let pos = from;
  while (c.isBlank(text.charCodeAt(pos))) pos++;
  return pos;
}
