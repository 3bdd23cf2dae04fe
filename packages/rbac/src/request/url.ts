/** A URL as Go's HTTP server hands it on: the path decoded, and of each parameter the first value. */
export interface RequestUrl {
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
}

const SCHEME_AND_HOST = /^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i;
const ESCAPES = /(?:%[0-9a-f]{2})+/gi;
const LONE_PERCENT = /%(?![0-9a-f]{2})/i;

/** Reads the target of a request; undefined where the server answers that it is no URL (net/url, ParseRequestURI). */
export function readUrl(target: string): RequestUrl | undefined {
  if (hasControlCharacter(target)) return undefined;
  const local = target.replace(SCHEME_AND_HOST, '');
  const mark = local.indexOf('?');
  const path = unescaped(mark === -1 ? local : local.slice(0, mark));
  return path === undefined ? undefined : { path, query: readQuery(mark === -1 ? '' : local.slice(mark + 1)) };
}

function readQuery(text: string): Map<string, string> {
  const query = new Map<string, string>();
  for (const part of text.split('&')) {
    if (part === '' || part.includes(';')) continue;
    const equals = part.indexOf('=');
    const key = unescaped(spaced(equals === -1 ? part : part.slice(0, equals)));
    const value = unescaped(spaced(equals === -1 ? '' : part.slice(equals + 1)));
    if (key !== undefined && value !== undefined && !query.has(key)) query.set(key, value);
  }
  return query;
}

function spaced(text: string): string {
  return text.replaceAll('+', ' ');
}

/** Undefined where a percent sign begins no escape. Bytes that are no UTF-8 are read as the replacement character. */
function unescaped(text: string): string | undefined {
  if (!text.includes('%')) return text;
  if (LONE_PERCENT.test(text)) return undefined;
  return text.replace(ESCAPES, (escapes) => {
    const bytes = escapes.slice(1).split('%');
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)));
  });
}

function hasControlCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || code === 0x7f) return true;
  }
  return false;
}
