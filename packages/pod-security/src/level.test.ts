import { expect, test } from 'vitest';
import { compareLevels, LEVELS, parseLevel } from './level.ts';
import { areEquivalent, formatLevelVersion } from './level-version.ts';
import { LATEST, versionOf } from './version.ts';

test('levels are what they are called, to the letter', () => {
  expect(LEVELS.map((level) => parseLevel(level))).toEqual([...LEVELS]);
  expect(['Baseline', 'default', '', ' restricted'].map((text) => parseLevel(text))).toEqual(Array(4).fill(undefined));
});

test('levels are ordered by what they forbid', () => {
  expect(compareLevels('restricted', 'baseline')).toBeGreaterThan(0);
  expect(compareLevels('privileged', 'baseline')).toBeLessThan(0);
  expect(compareLevels('baseline', 'baseline')).toBe(0);
});

test('every version of privileged demands the same', () => {
  const of = (level: 'privileged' | 'baseline', minor: number): Parameters<typeof areEquivalent>[0] => ({
    level,
    version: versionOf(minor),
  });
  expect(areEquivalent(of('privileged', 1), of('privileged', 2))).toBe(true);
  expect(areEquivalent(of('baseline', 1), of('baseline', 2))).toBe(false);
  expect(areEquivalent(of('baseline', 1), of('baseline', 1))).toBe(true);
  expect(formatLevelVersion({ level: 'restricted', version: LATEST })).toBe('restricted:latest');
});
