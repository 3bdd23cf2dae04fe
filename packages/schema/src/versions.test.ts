import { expect, test } from 'vitest';
import { isKnownMinor, minorOfVersion } from './versions.ts';

test.each([
  ['1.34', 34],
  ['v1.34', 34],
  ['1.34.4', 34],
  ['v1.29.6-gke.1326000', 29],
  ['v1.34.1+k3s1', 34],
  ['1.30+', 30],
  ['1.5', 5],
])('%s is minor %d', (version, minor) => {
  expect(minorOfVersion(version)).toBe(minor);
});

test.each(['', '34', '2.34', '1.', '1.x', '1.34.', 'latest', '1.34 ', '1.3400'])(
  '%j is no version of Kubernetes 1',
  (version) => {
    expect(minorOfVersion(version)).toBeUndefined();
  },
);

test('minors are known from 1.29 to 1.37', () => {
  expect([28, 29, 37, 38, 30.5].map(isKnownMinor)).toEqual([false, true, true, false, false]);
});
