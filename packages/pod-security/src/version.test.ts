import { expect, test } from 'vitest';
import { effectiveMinor, LATEST, NEWEST_MINOR, parseVersion, versionOf } from './version.ts';

test.each([
  ['latest', Infinity],
  ['v1.0', 0],
  ['v1.34', 34],
  ['v1.1000', 1000],
  ['v1.9223372036854775807', 2 ** 63],
])('%s is a version', (text, minor) => {
  expect(parseVersion(text)).toEqual({ text, minor });
});

test.each([
  '',
  'Latest',
  '1.34',
  'v1',
  'v1.',
  'v1.01',
  'v1.-1',
  'v2.0',
  'v1.34.0',
  'v1.34\n',
  ' v1.34',
  'v1.9223372036854775808',
])('%j is none', (text) => {
  expect(parseVersion(text)).toBeUndefined();
});

test('a number that no machine holds is none, and soon said to be', () => {
  expect(parseVersion(`v1.${'9'.repeat(1_000_000)}`)).toBeUndefined();
});

test('what a server does not know yet has the rules of its newest version', () => {
  expect([LATEST, versionOf(1000), versionOf(12)].map((version) => effectiveMinor(version))).toEqual([
    NEWEST_MINOR,
    NEWEST_MINOR,
    12,
  ]);
  expect([LATEST, versionOf(37), versionOf(12)].map((version) => effectiveMinor(version, 30))).toEqual([30, 30, 12]);
});
