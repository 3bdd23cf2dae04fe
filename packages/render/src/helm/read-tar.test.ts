import { gunzipSync, gzipSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { tgz } from '../testing/tgz.ts';
import { readTgz } from './read-tar.ts';

const read = (packed: Uint8Array): [string, string][] =>
  readTgz(packed).map(({ path, bytes }) => [path, Buffer.from(bytes).toString('utf8')]);

test('regular files, whatever their size', () => {
  const files = {
    'shop/Chart.yaml': 'name: shop\n',
    'shop/empty': '',
    'shop/large': 'x'.repeat(5000),
    'shop/exact': 'y'.repeat(512),
  };
  expect(Object.fromEntries(read(tgz(files)))).toEqual(files);
});

test.each(['../evil', '/etc/passwd', 'a/../../evil', 'C:\\evil', 'a\\b'])(
  'a name that leads out of it is left out: %s',
  (path) => {
    expect(read(tgz({ [path]: 'x' }))).toEqual([]);
  },
);

test('links are left out', () => {
  expect(read(tgz({ 'shop/link': '' }, '2'))).toEqual([]);
});

test('a long name in a header of its own', () => {
  const long = `shop/${'deep/'.repeat(30)}x.yaml`;
  const packed = Buffer.concat([
    bare(tgz({ '././@LongLink': `${long}\0` }, 'L')),
    bare(tgz({ short: 'content' })),
    Buffer.alloc(1024),
  ]);
  expect(read(gzipSync(packed))).toEqual([[long, 'content']]);
});

test('what is no archive is an error', () => {
  expect(() => readTgz(Buffer.from('no archive'))).toThrow('incorrect header check');
  expect(() => readTgz(tgz({ a: 'b' }).subarray(0, 20))).toThrow('unexpected end of file');
});

function bare(packed: Uint8Array): Buffer {
  const bytes = gunzipSync(packed);
  return bytes.subarray(0, bytes.length - 1024);
}
