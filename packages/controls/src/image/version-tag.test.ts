import { expect, test } from 'vitest';
import { isBefore, versionOf } from './version-tag.ts';

test.for<[string, readonly number[] | undefined]>([
  ['1.12.0', [1, 12, 0]],
  ['v2.7', [2, 7]],
  ['16-alpine', [16]],
  ['16.20.2-bookworm', [16, 20, 2]],
  ['8.0.36+build1', [8, 0, 36]],
  ['v1.12.0-rc1', undefined],
  ['3.8-dev', undefined],
  ['2024a', undefined],
  ['latest', undefined],
  ['bullseye', undefined],
  ['', undefined],
])('%s', ([tag, version]) => {
  expect(versionOf(tag)).toEqual(version);
});

test('before, not before, and too short to say', () => {
  expect(isBefore([1, 8, 4], [1, 8, 5])).toBe(true);
  expect(isBefore([1, 10, 0], [1, 8, 5])).toBe(false);
  expect(isBefore([1, 8, 5], [1, 8, 5])).toBe(false);
  expect(isBefore([1, 8], [1, 8, 5])).toBeUndefined();
  expect(isBefore([1, 7], [1, 8, 5])).toBe(true);
});
