import { describe, expect, test } from 'vitest';
import { applyEdits, type Edit, type Json, type Path } from '@bulwark/model';

import { readDocuments } from '../read-documents.ts';
import { editText } from './edit-text.ts';

const set = (path: Path, value: Json): Edit => ({ op: 'set', path, value });
const remove = (...path: Path): Edit => ({ op: 'delete', path });
const append = (path: Path, value: Json): Edit => ({ op: 'append', path, value });
const insert = (path: Path, value: Json): Edit => ({ op: 'insert', path, value });

interface Case {
  readonly name: string;
  readonly text: string;
  readonly edits: readonly Edit[];
  readonly result: string;
}

const lines = (...all: string[]): string => `${all.join('\n')}\n`;

function check({ text, edits, result }: Case): void {
  const edited = editText(text, [{ document: 0, edits }]);
  expect(edited.text).toBe(result);
  expect(edited.refused).toEqual([]);
  // The main law, once more where somebody reads it.
  const [before] = readDocuments(text);
  expect(readDocuments(edited.text)[0]?.value).toEqual(applyEdits(before?.value ?? null, edits));
}

describe('a value is replaced', () => {
  test.for<Case>([
    {
      name: 'and its comment stays',
      text: lines('a: 1 # one', 'b: 2'),
      edits: [set(['a'], 'x')],
      result: lines('a: x # one', 'b: 2'),
    },
    {
      name: 'by a map, which goes below its comment',
      text: lines('a: 1 # one', 'b: 2'),
      edits: [set(['a'], { c: 1 })],
      result: lines('a: # one', '  c: 1', 'b: 2'),
    },
    {
      name: 'in the quotes that it had',
      text: lines("a: 'x'", 'b: "y"'),
      edits: [set(['a'], 'z'), set(['b'], 'yes')],
      result: lines("a: 'z'", 'b: "yes"'),
    },
    {
      name: 'and stays aligned',
      text: lines('key:   value', 'k2:    v'),
      edits: [set(['key'], 'new')],
      result: lines('key:   new', 'k2:    v'),
    },
    {
      name: 'with its tag',
      text: lines('a: !!str 123', 'b: !!int "4"'),
      edits: [set(['a'], '5'), set(['b'], 6)],
      result: lines('a: "5"', 'b: 6'),
    },
    {
      name: 'that stands on several lines',
      text: lines('a: "x', '  y"', 'b: plain', '  more', 'c: |', '  text', 'd: >-', '  x', '', '  y'),
      edits: [set(['a'], 'q'), set(['b'], 1), set(['c'], true), set(['d'], 'e')],
      result: lines('a: "q"', 'b: 1', 'c: true', 'd: e'),
    },
    {
      name: 'by a text of several lines',
      text: lines('a: |', '  old', 'b: 1'),
      edits: [set(['a'], 'new\n\n  text\n'), set(['b'], 'no\nend')],
      result: lines('a: |', '  new', '', '    text', 'b: |-', '  no', '  end'),
    },
    {
      name: 'by a text of several lines, in quotes where a comment below would become part of it',
      text: lines('a: b', '  # c', 'd: 1'),
      edits: [set(['a'], 'one\ntwo\n')],
      result: lines('a: "one\\ntwo\\n"', '  # c', 'd: 1'),
    },
    {
      name: 'by an equal one: nothing changes',
      text: lines('a: 0x10', 'b: {c:   1}'),
      edits: [set(['a'], 16), set(['b'], { c: 1 })],
      result: lines('a: 0x10', 'b: {c:   1}'),
    },
    {
      name: 'by a map member by member',
      text: lines('limits:', '  # enough', '  cpu: 1 # core', '  memory: 1Gi'),
      edits: [set(['limits'], { memory: '2Gi', cpu: 1, 'ephemeral-storage': '1Gi' })],
      result: lines('limits:', '  # enough', '  cpu: 1 # core', '  memory: 2Gi', '  ephemeral-storage: 1Gi'),
    },
    {
      name: 'where a key is repeated, the one that counts',
      text: lines('a: 1', 'b: 2', 'a: 3'),
      edits: [set(['a'], 5)],
      result: lines('a: 1', 'b: 2', 'a: 5'),
    },
    {
      name: 'behind an explicit key',
      text: lines('? a', ': b', '? c'),
      edits: [set(['a'], { x: 1 }), set(['c'], 2)],
      result: lines('? a', ':', '  x: 1', '? c', ': 2'),
    },
  ])('$name', check);
});

describe('a text that would read as something else is quoted', () => {
  test.for([
    'yes',
    'No',
    'on',
    'y',
    'null',
    '~',
    '',
    '0644',
    '0x1f',
    '1e3',
    '.5',
    '1_000',
    '1:30',
    '2020-01-01',
    '<<',
    '=',
    '*a',
    '&a',
    '!t',
    '%d',
    '@x',
    '`x',
    '- a',
    '? a',
    'a: b',
    'a:',
    'a #b',
    '# a',
    ' a',
    'a ',
    '{a',
    '[a',
    '"',
    "'",
    '|',
    '>',
    '\t',
    'a\tb',
    '\u0007',
    '\u0085',
    '...',
    '---',
  ])('%j', (value) => {
    for (const text of ['a: x\n', 'l: [x]\n', 'a: x\r\nb: 1\r\n']) {
      const path: Path = text.startsWith('l') ? ['l', 0] : ['a'];
      const edited = editText(text, [{ document: 0, edits: [set(path, value)] }]);
      expect(edited.refused).toEqual([]);
      expect(edited.text).toMatch(/["']/);
      expect(readDocuments(edited.text)[0]?.value).toEqual(applyEdits(readDocuments(text)[0]?.value ?? null, [set(path, value)]));
    }
  });

  test.for([
    'nginx:1.2',
    '/etc/x',
    '--flag=1',
    '-v',
    'a b',
    'RuntimeDefault',
    '$(NODE)',
    '10.0.0.1/8',
    '100m',
    'a#b',
    'http://x/?y',
  ])('but not %j', (value) =>
    expect(editText('a: x\n', [{ document: 0, edits: [set(['a'], value)] }]).text).toBe(`a: ${value}\n`),
  );
});

describe('what is new looks like its neighbours', () => {
  test.for<Case>([
    {
      name: 'a map below a key without a value',
      text: lines('securityContext: # todo', '  # a: false', 'x: 1'),
      edits: [set(['securityContext', 'a'], true)],
      result: lines('securityContext: # todo', '  a: true', '  # a: false', 'x: 1'),
    },
    {
      name: 'a map in place of an empty one',
      text: lines('s:', '  securityContext: {} # todo', '  x: 1'),
      edits: [set(['s', 'securityContext', 'a', 'b'], true)],
      result: lines('s:', '  securityContext: # todo', '    a:', '      b: true', '  x: 1'),
    },
    {
      name: 'in flow style in flow style',
      text: lines('u: [ { a: {} } ]'),
      edits: [set(['u', 0, 'a', 'b'], [1, { c: 'x, y' }])],
      result: lines('u: [ { a: { b: [1, { c: "x, y" }] } } ]'),
    },
    {
      name: 'four columns, lists at their key',
      text: lines('x:', '    y:', '    - z: 1'),
      edits: [set(['x', 'q', 'r'], { s: [1, { t: 1, u: 2 }] })],
      result: lines(
        'x:',
        '    y:',
        '    - z: 1',
        '    q:',
        '        r:',
        '            s:',
        '            - 1',
        '            - t: 1',
        '              u: 2',
      ),
    },
    {
      name: 'lists below their key',
      text: lines('a:', '  - 1'),
      edits: [set(['b'], ['x'])],
      result: lines('a:', '  - 1', 'b:', '  - x'),
    },
    {
      name: 'wide dashes',
      text: lines('l:', '-   name: a', '    v: 1'),
      edits: [append(['l'], { name: 'c', v: [1] }), append(['l'], 'z')],
      result: lines('l:', '-   name: a', '    v: 1', '-   name: c', '    v:', '    - 1', '- z'),
    },
    {
      name: 'items in quotes',
      text: lines('l: ["a", "b"]', 'm:', "- 'a'"),
      edits: [append(['l'], 'c'), append(['m'], 'b')],
      result: lines('l: ["a", "b", "c"]', 'm:', "- 'a'", "- 'b'"),
    },
    {
      name: 'a list in flow style over several lines',
      text: lines('l: [', '  "a", # one', '  "b"  # two', ']'),
      edits: [append(['l'], 'c')],
      result: lines('l: [', '  "a", # one', '  "b",  # two', '  "c"', ']'),
    },
    {
      name: 'before the comment and the empty line that belong to the next key',
      text: lines('spec:', '  containers:', '  - name: x # web', '', '  # Volumes', '  volumes: []'),
      edits: [set(['spec', 'containers', 0, 'a'], 1), append(['spec', 'volumes'], { name: 'v' })],
      result: lines('spec:', '  containers:', '  - name: x # web', '    a: 1', '', '  # Volumes', '  volumes:', '  - name: v'),
    },
    {
      name: 'after the comments at the end of the value before it',
      text: lines('env:', '- name: a', '  # value: b', '# - name: c', 'ports: []'),
      edits: [append(['env'], { name: 'd' })],
      result: lines('env:', '- name: a', '  # value: b', '- name: d', '# - name: c', 'ports: []'),
    },
    {
      name: 'after the empty lines that belong to a text',
      text: lines('t: |+', '  line', '', ''),
      edits: [set(['u'], 1)],
      result: lines('t: |+', '  line', '', '', 'u: 1'),
    },
    {
      name: 'an item before another and its comment',
      text: lines('l:', '# first', '- a', '# second', '- b'),
      edits: [insert(['l', 0], 'x'), insert(['l', 2], 'z')],
      result: lines('l:', '- x', '# first', '- a', '- z', '# second', '- b'),
    },
    {
      name: 'lists in lists',
      text: lines('- - a', '  - b', '- c'),
      edits: [append([0], 'x'), remove(0, 0), insert([0, 0], { k: 1, l: 2 })],
      result: lines('- - k: 1', '    l: 2', '  - b', '  - x', '- c'),
    },
    { name: 'where nothing is', text: lines('# only'), edits: [set(['a', 'b'], 1)], result: lines('# only', 'a:', '  b: 1') },
    { name: 'a file without a last break', text: 'a: 1', edits: [set(['b', 'c'], 1)], result: 'a: 1\nb:\n  c: 1' },
    { name: 'CR LF', text: 'a:\r\n  b: 1\r\n', edits: [set(['a', 'c', 'd'], 1)], result: 'a:\r\n  b: 1\r\n  c:\r\n    d: 1\r\n' },
    { name: 'a byte order mark', text: '\ufeffa: 1\n', edits: [set(['a'], { b: 1 })], result: '\ufeffa:\n  b: 1\n' },
    {
      name: 'after a separator that opens the file',
      text: lines('---', 'a: 1'),
      edits: [set(['b'], 2)],
      result: lines('---', 'a: 1', 'b: 2'),
    },
    { name: 'the end of a document', text: lines('a: 1', '...'), edits: [set(['b'], 2)], result: lines('a: 1', 'b: 2', '...') },
  ])('$name', check);
});

describe('a deletion', () => {
  test.for<Case>([
    {
      name: 'takes the comment on its line and those directly above it',
      text: lines('a:', '  b: 1', '  # about c', '  c: 2 # y', '', '  # about d', '  d: 3'),
      edits: [remove('a', 'c')],
      result: lines('a:', '  b: 1', '', '  # about d', '  d: 3'),
    },
    {
      name: 'takes the comments in the value, also those at its end',
      text: lines('a:', '- b: 1', '  # c: 2', '# about d', '- d: 1', '  # e', '', '  # f', 'g: 1'),
      edits: [remove('a', 1), remove('a', 0)],
      result: lines('a: []', '', '  # f', 'g: 1'),
    },
    {
      name: 'leaves the comment above the first key, which may speak of all of them',
      text: lines('a:', '  # all', '  b: 1', '  c: 2'),
      edits: [remove('a', 'b')],
      result: lines('a:', '  # all', '  c: 2'),
    },
    {
      name: 'of the last member leaves an empty map',
      text: lines('a:', '  # why', '  b: 1 # x', 'c: 1'),
      edits: [remove('a', 'b')],
      result: lines('a: {}', 'c: 1'),
    },
    {
      name: 'of the last item leaves an empty list',
      text: lines('a: # x', '- b', 'c: 1'),
      edits: [remove('a', 0)],
      result: lines('a: [] # x', 'c: 1'),
    },
    {
      name: 'of the member on the line of a dash',
      text: lines('- name: a', '  # port', '  port: 1', '- # second', '  name: b', '  x: 1'),
      edits: [remove(0, 'name'), remove(1, 'name')],
      result: lines('- # port', '  port: 1', '- # second', '  x: 1'),
    },
    {
      name: 'in flow style',
      text: lines('a: {b: 1, c: 2}', 'd: [ 1, 2, 3 ]'),
      edits: [remove('a', 'c'), remove('d', 0), remove('a', 'b')],
      result: lines('a: {}', 'd: [ 2, 3 ]'),
    },
    {
      name: 'of a pair in a list',
      text: lines('a: [x: 1, y]', 'b: [x: 1]'),
      edits: [remove('a', 0, 'x'), set(['b', 0, 'z'], 2)],
      result: lines('a: [{}, y]', 'b: [{x: 1, z: 2}]'),
    },
    {
      name: 'in flow style over several lines',
      text: lines('l: [', '  "a", # one', '  "b",  # two', '  "c"', ']'),
      edits: [remove('l', 2), remove('l', 0)],
      result: lines('l: [', '  "b"  # two', ']'),
    },
    {
      name: 'of a repeated key deletes all of it',
      text: lines('a: 1', 'b: 2', 'a: 3'),
      edits: [remove('a')],
      result: lines('b: 2'),
    },
    { name: 'at the end of a file without a last break', text: 'a: 1\nb: 2', edits: [remove('b')], result: 'a: 1' },
  ])('$name', check);
});

describe('JSON stays JSON', () => {
  test.for<Case>([
    {
      name: 'on one line',
      text: '{"a":1,"b":[1,2]}',
      edits: [set(['c'], { d: ['x'] }), append(['b'], 5), remove('a')],
      result: '{"b":[1,2,5],"c":{"d":["x"]}}',
    },
    {
      name: 'with blanks',
      text: lines('{"a": 1, "b": [1, 2]}'),
      edits: [set(['c'], { d: ['x'] }), remove('b', 1)],
      result: lines('{"a": 1, "b": [1], "c": {"d": ["x"]}}'),
    },
    {
      name: 'with tabs, over several lines',
      text: lines('{', '\t"a": 1,', '\t"b": [', '\t\t1', '\t],', '\t"e": {}', '}'),
      edits: [set(['a'], 'yes'), append(['b'], { k: 1 }), set(['e', 'x'], 1), remove('b', 0)],
      result: lines(
        '{',
        '\t"a": "yes",',
        '\t"b": [',
        '\t\t{',
        '\t\t\t"k": 1',
        '\t\t}',
        '\t],',
        '\t"e": {',
        '\t\t"x": 1',
        '\t}',
        '}',
      ),
    },
  ])('$name', check);
});

describe('what is shared is edited in one place', () => {
  const shared = lines('a: &x', '  k: 1', '  l: 2', 'b: *x', 'c: *x');
  const merging = lines('a: &x', '  k: 1', '  l: 2', 'b:', '  <<: *x', '  z: 1');
  test.for<Case & { readonly notes: number }>([
    {
      name: 'an alias',
      text: shared,
      edits: [set(['b', 'k'], 5)],
      result: lines('a: &x', '  k: 1', '  l: 2', 'b:', '  k: 5', '  l: 2', 'c: *x'),
      notes: 1,
    },
    {
      name: 'the whole alias',
      text: shared,
      edits: [set(['b'], 5)],
      result: lines('a: &x', '  k: 1', '  l: 2', 'b: 5', 'c: *x'),
      notes: 0,
    },
    {
      name: 'the anchor',
      text: shared,
      edits: [set(['a', 'k'], 5)],
      result: lines('a:', '  k: 5', '  l: 2', 'b: &x', '  k: 1', '  l: 2', 'c: *x'),
      notes: 1,
    },
    {
      name: 'the anchor is deleted',
      text: shared,
      edits: [remove('a')],
      result: lines('b: &x', '  k: 1', '  l: 2', 'c: *x'),
      notes: 1,
    },
    {
      name: 'a merged member',
      text: merging,
      edits: [set(['b', 'k'], 5)],
      result: lines('a: &x', '  k: 1', '  l: 2', 'b:', '  <<: *x', '  z: 1', '  k: 5'),
      notes: 1,
    },
    {
      name: 'a merged member is deleted',
      text: merging,
      edits: [remove('b', 'k')],
      result: lines('a: &x', '  k: 1', '  l: 2', 'b:', '  l: 2', '  z: 1'),
      notes: 1,
    },
    {
      name: 'a member that overrides a merged one is deleted',
      text: lines('a: &x', '  k: 1', '  l: 2', 'b:', '  <<: *x', '  k: 3'),
      edits: [remove('b', 'k')],
      result: lines('a: &x', '  k: 1', '  l: 2', 'b:', '  l: 2'),
      notes: 1,
    },
    {
      name: 'an item',
      text: lines('l:', '- &x {a: 1}', '- *x', '- k: *x'),
      edits: [set(['l', 0, 'a'], 2)],
      result: lines('l:', '- {a: 2}', '- &x', '  a: 1', '- k: *x'),
      notes: 1,
    },
  ])('$name', (one) => {
    check(one);
    expect(editText(one.text, [{ document: 0, edits: one.edits }]).notes).toHaveLength(one.notes);
  });
});

test('other documents stay as they are, and a List is edited where an item stands', () => {
  const text = lines('# first', 'a:   1', '---', 'kind: List', 'items:', '- kind: Pod', '- kind: Pod # two', '---', 'b: [ 1,2 ]');
  const edited = editText(text, [{ document: 1, within: ['items', 1], edits: [set(['spec', 'x'], true)] }]);
  expect(edited.text).toBe(text.replace('# two', '# two\n  spec:\n    x: true'));
  expect(edited.changes).toEqual([
    { start: text.indexOf('# two') + 5, end: text.indexOf('# two') + 5, text: '\n  spec:\n    x: true' },
  ]);
});

test('a list looks like those of the file where its document has none', () => {
  const text = lines('a:', '  - 1', '---', 'b: 1');
  expect(editText(text, [{ document: 1, edits: [set(['c'], ['x'])] }]).text).toBe(`${text}c:\n  - x\n`);
});

test('a refused edit of an item is told as it was asked for', () => {
  const edit = remove('spec');
  const { refused } = editText('items:\n- a: 1\n', [{ document: 0, within: ['items', 0], edits: [edit] }]);
  expect(refused[0]?.edit).toBe(edit);
});

test('what does not fit is refused with a reason, and the rest is made', () => {
  const text = lines('a: 1', '---', 'b: [', '---', 'c: x');
  const { text: edited, refused } = editText(text, [
    { document: 0, edits: [remove('b'), set(['a', 'b'], 1), append(['a'], 1), set(['a'], 2)] },
    { document: 1, edits: [set(['b'], 1)] },
    { document: 7, edits: [set(['b'], 1)] },
  ]);
  expect(edited).toBe(text.replace('a: 1', 'a: 2'));
  expect(refused.map(({ document, reason }) => [document, reason])).toEqual([
    [0, 'there is no such field'],
    [0, 'the path leads through a value that is no map or list'],
    [0, 'there is no list, or it is too short'],
    [1, 'the document cannot be read'],
    [7, 'the file has no such document'],
  ]);
});
