import { expect, test } from 'vitest';

import { leavesOf } from './value-leaves.ts';
import { TokenMaker } from './value-tokens.ts';

const VALUES = 'a: x\nb: 8080\nc: true\n';

test('what stands for each leaf is read back, and the line is as it was', () => {
  const leaves = leavesOf(VALUES).filter(({ kind }) => kind !== 'key');
  const { byLeaf, read } = new TokenMaker('bwabcd', 'port: 1009').tokensOf(leaves);
  const [text, number, flag] = leaves.map((leaf) => byLeaf.get(leaf) ?? '');
  expect(number).toMatch(/^\d{4}$/);
  expect(number).not.toBe('1009');
  const line = read(`a: "x${text}:${number}" true${flag} 80801009`);
  expect(line.text).toBe('a: "x:8080" true 80801009');
  expect(line.leaves.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
});

test('a token stays the same, and only those that were asked for are read', () => {
  const maker = new TokenMaker('bwabcd', '');
  const [text, , flag] = leavesOf(VALUES).filter(({ kind }) => kind !== 'key');
  if (text === undefined || flag === undefined) throw new Error('no leaves');
  const both = maker.tokensOf([text, flag]);
  const one = maker.tokensOf([flag]);
  expect(one.byLeaf.get(flag)).toBe(both.byLeaf.get(flag));
  expect(one.read(`x${both.byLeaf.get(text)}`).leaves).toEqual([]);
});

test('numbers are unlike each other, and there is an end of them', () => {
  const many = Array.from({ length: 12_000 }, (_, at) => `k${at}: 1`).join('\n');
  const leaves = leavesOf(many).filter(({ kind }) => kind === 'number');
  const tokens = Array.from(new TokenMaker('bwabcd', '').tokensOf(leaves).byLeaf.values());
  expect(new Set(tokens).size).toBe(tokens.length);
  expect(tokens.length).toBeGreaterThan(8000);
  expect(tokens.every((token) => /^\d{4}$/.test(token))).toBe(true);
});
