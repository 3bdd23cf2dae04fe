import { UserError } from '@bulwark/model';
import { expect, test } from 'vitest';
import { kubeVersion } from './kube-version.ts';
import { side } from './side.ts';

test.each([
  ['1.34', 34],
  ['v1.34', 34],
  ['1.0', 0],
  ['1.33.4', 33],
  ['v1.33.4-gke.1000', 33],
  ['1.30+', 30],
  ['latest', 37],
])('%s is a version', (text, minor) => {
  expect(kubeVersion(text)).toBe(minor);
});

test.each(['', '1', '2.0', '1.38', '1.034', '1.3x', 'newest', '1.99999999999'])('%j is none', (text) => {
  expect(() => kubeVersion(text)).toThrow(UserError);
});

test('a side is a level, a version, or both', () => {
  expect(side('restricted')).toEqual({ level: 'restricted', minor: 37 });
  expect(side('1.30')).toEqual({ level: undefined, minor: 30 });
  expect(side('baseline:1.30')).toEqual({ level: 'baseline', minor: 30 });
  for (const wrong of ['', 'strict', 'strict:1.30', 'baseline:', ':1.30', 'baseline:9'])
    expect(() => side(wrong)).toThrow(UserError);
});
