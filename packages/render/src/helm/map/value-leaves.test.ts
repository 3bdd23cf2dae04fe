import { expect, test } from 'vitest';

import { leavesOf } from './value-leaves.ts';

/** The leaves of some kinds, and the file with each of them changed. */
function changed(
  text: string,
  kinds: readonly string[] = ['text', 'number', 'true', 'false'],
): { keys: string[]; written: string } {
  const leaves = leavesOf(text).filter(({ kind }) => kinds.includes(kind));
  const keys = leaves.map(({ key, line, kind }) => `${key}:${line} ${kind}`);
  const written = leaves
    .toReversed()
    .reduce((all, { range, write }) => all.slice(0, range.start) + write('TOKEN') + all.slice(range.end), text);
  return { keys, written };
}

test('every scalar, with the line of its key', () => {
  expect(changed('a: x\nb:\n  - 1\n  - c: true # no\n    d: false\ne: "07"\nf: ""\ng: null\nh: {i: 2.5}\n')).toEqual({
    keys: ['a:1 text', 'b[0]:3 number', 'b[1].c:4 true', 'b[1].d:5 false', 'e:6 number', 'h.i:9 number'],
    written:
      'a: "xTOKEN"\nb:\n  - TOKEN\n  - c: "trueTOKEN" # no\n    d: "falseTOKEN"\ne: "TOKEN"\nf: ""\ng: null\nh: {i: TOKEN}\n',
  });
});

test('a block has a token on each line that shows something', () => {
  const { keys, written } = changed('a: |\n  one\n\n  {{- if .x }}\n  two {{ .y }}\n  {{- end }}\nb: >-\n  folded\n  text\n');
  expect(keys).toEqual(['a:2 text', 'a:5 text', 'b:8 text', 'b:9 text']);
  expect(written).toBe(
    'a: |\n  oneTOKEN\n\n  {{- if .x }}\n  two {{ .y }}TOKEN\n  {{- end }}\nb: >-\n  foldedTOKEN\n  textTOKEN\n',
  );
});

test('names of keys', () => {
  expect(changed('a:\n  "b c": 1\n', ['key'])).toEqual({
    keys: ['a:1 key', 'a["b c"]:2 key'],
    written: '"aTOKEN":\n  "b cTOKEN": 1\n',
  });
});

test('an alias is changed once, where its anchor stands', () => {
  expect(changed('a: &x one\nb: *x\n')).toEqual({ keys: ['a:1 text'], written: 'a: &x "oneTOKEN"\nb: *x\n' });
  const merged = 'a: &m {b: one}\nc: *m\nd:\n  <<: *m\n  e: two\n';
  expect(changed(merged).written).toBe('a: &m {b: "oneTOKEN"}\nc: *m\nd:\n  <<: *m\n  e: "twoTOKEN"\n');
});

test.each(['a: [', '', '- 1\n- 2', 'plain', '{"__proto__": {"x": "y"}}', 'a: 1\na: 2', '\u0000'])(
  'whatever the file holds: %j',
  (text) => {
    expect(() => leavesOf(text)).not.toThrow();
  },
);
