import { expect, test } from 'vitest';

import { IgnoreRules } from './ignore-rules.ts';

const rules = (...files: readonly (readonly [folder: string, text: string])[]): IgnoreRules =>
  files.reduce((all, [folder, text]) => all.with('.gitignore', folder, `${folder}/.gitignore`, text), IgnoreRules.NONE);

// Each line is what `git check-ignore` says of the path.
test.for<[text: string, path: string, ignored: boolean]>([
  ['*.yaml', 'a/b/c.yaml', true],
  ['/c.yaml', 'c.yaml', true],
  ['/c.yaml', 'a/c.yaml', false],
  ['a/c.yaml', 'b/a/c.yaml', false],
  ['**/c.yaml', 'a/b/c.yaml', true],
  ['a/**', 'a/b.yaml', true],
  ['b/', 'a/b/', true],
  ['b/', 'a/b', false],
  ['b/ ', 'a/b/', true],
  ['*.yaml\n!keep.yaml', 'keep.yaml', false],
  ['!keep.yaml\n*.yaml', 'keep.yaml', true],
  ['# *.yaml', 'c.yaml', false],
  [String.raw`\#.yaml`, '#.yaml', true],
  [String.raw`\!.yaml`, '!.yaml', true],
  ['c.yaml\r', 'c.yaml', true],
  ['\uFEFFc.yaml', 'c.yaml', true],
  ['c.yaml   ', 'c.yaml', true],
  [String.raw`c.yaml\  `, 'c.yaml ', true],
  [String.raw`c.yaml\\  `, 'c.yaml\\', true],
  ['C.yaml', 'c.yaml', false],
  ['[ab].yaml', 'b.yaml', true],
  ['/', 'c.yaml', false],
  ['', 'c.yaml', false],
])('%j keeps %j out: %j', ([text, path, ignored]) => {
  expect(rules(['', text]).ignores(path) !== undefined).toBe(ignored);
});

test('the rules of a deeper folder count below it, and there they decide', () => {
  const nested = rules(['', '*.yaml\nsecret/'], ['x', '!keep.yaml\n!secret/\n/top.yml']);
  expect(nested.ignores('x/keep.yaml')).toBeUndefined();
  expect(nested.ignores('keep.yaml')).toBe('/.gitignore');
  expect(nested.ignores('x/secret/')).toBeUndefined();
  expect(nested.ignores('x/secret/a.json')).toBeUndefined();
  expect(nested.ignores('x/top.yml')).toBe('x/.gitignore');
  expect(nested.ignores('top.yml')).toBeUndefined();
});

test('signs in the name of a folder mean themselves', () => {
  const odd = rules(['a*[b]?\\c', '*.yaml']);
  expect(odd.ignores('a*[b]?\\c/x.yaml')).toBeDefined();
  expect(odd.ignores('aab?\\c/x.yaml')).toBeUndefined();
});

test('.bulwarkignore wins over every .gitignore', () => {
  const both = IgnoreRules.NONE.with('.bulwarkignore', '', '.bulwarkignore', '!gen/\nmine.yaml')
    .with('.gitignore', '', '.gitignore', 'gen/')
    .with('.gitignore', 'x', 'x/.gitignore', '!mine.yaml');
  expect(both.ignores('gen/')).toBeUndefined();
  expect(both.ignores('x/mine.yaml')).toBe('.bulwarkignore');
});
