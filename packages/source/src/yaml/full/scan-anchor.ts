import * as c from '../chars.ts';
import { YamlError } from '../yaml-error.ts';
import { token, type Token } from './token.ts';

/** What may follow the name of an anchor or alias without a blank. */
const FOLLOWERS = '?:,]}%@`';

/** The anchor or alias whose `&` or `*` stands at `start`. */
export function scanAnchor(text: string, start: number): Token {
  let end = start + 1;
  while (c.isWord(text.charCodeAt(end))) end++;
  const isEnded = c.isBlankOrEnd(text.charCodeAt(end)) || FOLLOWERS.includes(text[end] ?? '');
  if (end === start + 1 || !isEnded) throw new YamlError('did not find expected alphabetic or numeric character', end);
  return token(text.charCodeAt(start) === c.ASTERISK ? 'alias' : 'anchor', start, end, text.slice(start + 1, end));
}
