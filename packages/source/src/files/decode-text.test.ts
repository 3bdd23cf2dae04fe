import { expect, test } from 'vitest';

import { decodeText } from './decode-text.ts';

const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.of(part))));

const utf16 = (text: string, bigEndian: boolean): Uint8Array => {
  const buffer = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return bigEndian ? buffer.swap16() : buffer;
};

test('UTF-8 is read as it stands, with its byte order mark', () => {
  expect(decodeText(bytes('name: größe 🕓 \uFFFD'))).toEqual({ text: 'name: größe 🕓 \uFFFD' });
  expect(decodeText(bytes(0xef, 0xbb, 0xbf, 'a: 1'))).toEqual({ text: '\uFEFFa: 1' });
  expect(decodeText(bytes())).toEqual({ text: '' });
});

test('UTF-16 is read where a byte order mark says so', () => {
  expect(decodeText(utf16('kind: Pöd', false))).toEqual({ text: '\uFEFFkind: Pöd' });
  expect(decodeText(utf16('kind: Pöd', true))).toEqual({ text: '\uFEFFkind: Pöd' });
});

test('a broken UTF-16 text is an error', () => {
  const reason = 'is not text: its byte order mark says UTF-16, its bytes are none';
  expect(decodeText(bytes(0xff, 0xfe, 0x61))).toEqual({ reason, at: { line: 1, column: 1 } });
  expect(decodeText(bytes(0xfe, 0xff, 0xd8, 0x00))).toEqual({ reason, at: { line: 1, column: 1 } });
});

test('a NUL byte makes a file binary', () => {
  expect(decodeText(bytes('a: ', 0, 'b'))).toEqual({ reason: 'is binary, not text', at: { line: 1, column: 1 } });
});

test.for<[parts: (string | number)[], byte: string, line: number, column: number]>([
  [['a: 1\nb: ', 0xff, '\n'], 'ff', 2, 4],
  [['ä: \uFFFD\n\uFFFD', 0xc3], 'c3', 2, 2],
  [[0x80], '80', 1, 1],
  [['ok\n', 0xf0, 0x9f, 0x95, 'x'], 'f0', 2, 1],
  [['\uFFFD', 0xed, 0xa0, 0x80], 'ed', 1, 2],
])('%j has its first wrong byte, %s, in line %i, column %i', ([parts, byte, line, column]) => {
  expect(decodeText(bytes(...parts))).toEqual({ reason: `is not UTF-8 text: byte 0x${byte}`, at: { line, column } });
});
