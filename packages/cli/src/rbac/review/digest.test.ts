import { expect, test } from 'vitest';
import { canonical, digestOf } from './digest.ts';

test('the order of keys, the layout and the digest itself do not count', () => {
  expect(canonical({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe('{"b":[1,{"c":"x","d":null}]}');
  const digest = digestOf({ b: 1, a: [{ y: 2, x: 1 }] });
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(digestOf({ sha256: 'old', a: [{ x: 1, y: 2 }], b: 1 })).toBe(digest);
  expect(digestOf({ a: [{ x: 1, y: 2 }], b: 2 })).not.toBe(digest);
});
