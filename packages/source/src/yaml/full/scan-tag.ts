import * as c from '../chars.ts';
import { YamlError } from '../yaml-error.ts';

export interface ScannedTag {
  readonly handle: string;
  readonly suffix: string;
  readonly end: number;
}

/** Reads a tag: `!`, `!suffix`, `!!suffix`, `!handle!suffix` or `!<uri>`. Semantics: yaml_parser_scan_tag. */
export function scanTag(text: string, start: number): ScannedTag {
  const tag = text[start + 1] === '<' ? scanVerbatim(text, start) : scanShorthand(text, start);
  if (!c.isBlankOrEnd(text.charCodeAt(tag.end))) throw new YamlError('did not find expected whitespace or line break', tag.end);
  return tag;
}

function scanVerbatim(text: string, start: number): ScannedTag {
  const uri = scanTagUri(text, start + 2, '');
  if (text[uri.end] !== '>') throw new YamlError("did not find the expected '>'", uri.end);
  return { handle: '', suffix: uri.value, end: uri.end + 1 };
}

function scanShorthand(text: string, start: number): ScannedTag {
  const handle = scanTagHandle(text, start, false);
  if (handle.value.length > 1 && handle.value.endsWith('!')) {
    const uri = scanTagUri(text, handle.end, '');
    return { handle: handle.value, suffix: uri.value, end: uri.end };
  }
  const uri = scanTagUri(text, handle.end, handle.value);
  return uri.value === '' ? { handle: '', suffix: '!', end: uri.end } : { handle: '!', suffix: uri.value, end: uri.end };
}

export function scanTagHandle(text: string, start: number, directive: boolean): { readonly value: string; readonly end: number } {
  if (text[start] !== '!') throw new YamlError("did not find expected '!'", start);
  let end = start + 1;
  while (c.isWord(text.charCodeAt(end))) end++;
  if (text[end] === '!') end++;
  else if (directive && end > start + 1) throw new YamlError("did not find expected '!'", end);
  return { value: text.slice(start, end), end };
}

const URI = /[0-9A-Za-z_\-;/?:@&=+$,.!~*'()[\]%]/;

/** The rest of a tag after `head`, whose leading `!` is not part of it. */
export function scanTagUri(text: string, start: number, head: string): { readonly value: string; readonly end: number } {
  let value = head.slice(1);
  let end = start;
  while (end < text.length && URI.test(text[end] ?? '')) {
    if (text[end] === '%') {
      const escaped = scanEscapes(text, end);
      value += escaped.value;
      end = escaped.end;
    } else value += text[end++];
  }
  if (end === start && head === '') throw new YamlError('did not find expected tag URI', start);
  return { value, end };
}

/** One character, written as the percent-encoded octets of its UTF-8. */
function scanEscapes(text: string, start: number): { readonly value: string; readonly end: number } {
  const octets: number[] = [];
  let wanted = 1;
  let end = start;
  for (; octets.length < wanted; end += 3) {
    const match = /^%([0-9A-Fa-f]{2})$/.exec(text.slice(end, end + 3));
    if (match === null) throw new YamlError('did not find URI escaped octet', end);
    const octet = Number.parseInt(match[1] ?? '', 16);
    if (octets.length > 0 && (octet & 0xc0) !== 0x80) throw new YamlError('found an incorrect trailing UTF-8 octet', end);
    if (octets.length === 0) wanted = utf8Width(octet);
    if (wanted === 0) throw new YamlError('found an incorrect leading UTF-8 octet', end);
    octets.push(octet);
  }
  return { value: new TextDecoder().decode(Uint8Array.from(octets)), end };
}

function utf8Width(octet: number): number {
  if ((octet & 0x80) === 0) return 1;
  if ((octet & 0xe0) === 0xc0) return 2;
  if ((octet & 0xf0) === 0xe0) return 3;
  return (octet & 0xf8) === 0xf0 ? 4 : 0;
}
