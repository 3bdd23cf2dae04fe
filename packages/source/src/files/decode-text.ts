import { isUtf8 } from 'node:buffer';

import { lineStartsOf, positionAt, type Position } from '@bulwark/model';

/** A file's text, or why it has none and where. A byte order mark stays in the text. */
export type Decoded = { readonly text: string } | { readonly reason: string; readonly at: Position };

const START: Position = { line: 1, column: 1 };

/**
 * The text of a file: UTF-8, or UTF-16 where a byte order mark says so, as YAML 1.1 section 5.2 has it. A NUL byte in
 * anything else is taken as the sign of a binary file.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return decodeUtf16(buffer, 'utf-16le');
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return decodeUtf16(buffer, 'utf-16be');
  if (buffer.includes(0)) return { reason: 'is binary, not text', at: START };
  return isUtf8(buffer) ? { text: buffer.toString('utf8') } : invalidUtf8(buffer);
}

function decodeUtf16(buffer: Buffer, encoding: 'utf-16le' | 'utf-16be'): Decoded {
  try {
    return { text: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(buffer) };
  } catch {
    return { reason: 'is not text: its byte order mark says UTF-16, its bytes are none', at: START };
  }
}

/** Finds the first byte that is no UTF-8: where decoding put a replacement character that the file does not hold. */
function invalidUtf8(buffer: Buffer): Decoded {
  const text = buffer.toString('utf8');
  let from = 0;
  let bytes = 0;
  for (let at = text.indexOf('\uFFFD'); at !== -1; at = text.indexOf('\uFFFD', from)) {
    bytes += Buffer.byteLength(text.slice(from, at));
    if (buffer.toString('hex', bytes, bytes + 3) !== 'efbfbd') {
      const byte = buffer.toString('hex', bytes, bytes + 1);
      return { reason: `is not UTF-8 text: byte 0x${byte}`, at: positionAt({ path: '', lineStarts: lineStartsOf(text) }, at) };
    }
    bytes += 3;
    from = at + 1;
  }
  return { reason: 'is not UTF-8 text', at: START };
}
