import { expect, test } from 'vitest';
import { applyEdits } from './apply-edits.ts';
import type { Edit } from './edit.ts';
import type { Json } from './json.ts';

const POD: Json = { spec: { containers: [{ name: 'web' }, { name: 'log', securityContext: null }], hostPID: true } };

const cases: readonly { readonly name: string; readonly value?: Json; readonly edits: readonly Edit[]; readonly result: Json }[] =
  [
    { name: 'nothing', edits: [], result: POD },
    {
      name: 'set replaces a value',
      value: { a: 1, b: 2 },
      edits: [{ op: 'set', path: ['a'], value: 3 }],
      result: { a: 3, b: 2 },
    },
    {
      name: 'set creates the maps on the way',
      value: { items: [{ name: 'web' }] },
      edits: [{ op: 'set', path: ['items', 0, 'securityContext', 'runAsNonRoot'], value: true }],
      result: { items: [{ name: 'web', securityContext: { runAsNonRoot: true } }] },
    },
    {
      name: 'set puts a map where a key has no value',
      value: { securityContext: null },
      edits: [{ op: 'set', path: ['securityContext', 'runAsNonRoot'], value: true }],
      result: { securityContext: { runAsNonRoot: true } },
    },
    { name: 'set replaces the whole', value: 'x', edits: [{ op: 'set', path: [], value: 1 }], result: 1 },
    { name: 'set to null', value: { a: 1 }, edits: [{ op: 'set', path: ['a'], value: null }], result: { a: null } },
    { name: 'replace wants a member', value: { a: 1 }, edits: [{ op: 'replace', path: ['b'], value: 2 }], result: { a: 1 } },
    { name: 'replace a member', value: { a: null }, edits: [{ op: 'replace', path: ['a'], value: 2 }], result: { a: 2 } },
    { name: 'insert before an item', value: [1, 3], edits: [{ op: 'insert', path: [1], value: 2 }], result: [1, 2, 3] },
    { name: 'insert at the end', value: { a: [1] }, edits: [{ op: 'insert', path: ['a', 1], value: 2 }], result: { a: [1, 2] } },
    { name: 'insert beyond the end', value: [1], edits: [{ op: 'insert', path: [2], value: 2 }], result: [1] },
    { name: 'insert needs a list', value: { a: {} }, edits: [{ op: 'insert', path: ['a', 0], value: 2 }], result: { a: {} } },
    { name: 'set the whole to null', value: { a: 1 }, edits: [{ op: 'set', path: [], value: null }], result: null },
    { name: 'delete removes a member', value: { a: 1, b: 2 }, edits: [{ op: 'delete', path: ['a'] }], result: { b: 2 } },
    { name: 'delete removes an item', value: [1, 2, 3], edits: [{ op: 'delete', path: [1] }], result: [1, 3] },
    {
      name: 'delete of what is not there',
      value: { a: {} },
      edits: [{ op: 'delete', path: ['a', 'b', 'c'] }],
      result: { a: {} },
    },
    { name: 'delete of an unset member creates no map', value: {}, edits: [{ op: 'delete', path: ['b', 'c'] }], result: {} },
    {
      name: 'append adds an item',
      value: { drop: ['A'] },
      edits: [{ op: 'append', path: ['drop'], value: 'B' }],
      result: { drop: ['A', 'B'] },
    },
    {
      name: 'append creates the list',
      value: {},
      edits: [{ op: 'append', path: ['caps', 'drop'], value: 'ALL' }],
      result: { caps: { drop: ['ALL'] } },
    },
    {
      name: 'append to a text changes nothing',
      value: { drop: 'A' },
      edits: [{ op: 'append', path: ['drop'], value: 'B' }],
      result: { drop: 'A' },
    },
    {
      name: 'a key below a text changes nothing',
      value: { a: 'b' },
      edits: [{ op: 'set', path: ['a', 'c'], value: 1 }],
      result: { a: 'b' },
    },
    { name: 'an item beyond the end changes nothing', value: [1], edits: [{ op: 'set', path: [1], value: 2 }], result: [1] },
    {
      name: 'an item of a map changes nothing',
      value: { '0': 1 },
      edits: [{ op: 'set', path: [0], value: 2 }],
      result: { '0': 1 },
    },
    {
      name: 'edits follow one another',
      value: {},
      edits: [
        { op: 'set', path: ['a', 'b'], value: [] },
        { op: 'append', path: ['a', 'b'], value: 1 },
        { op: 'delete', path: ['a', 'b', 0] },
      ],
      result: { a: { b: [] } },
    },
  ];

test.for(cases)('$name', ({ value, edits, result }) => {
  expect(applyEdits(value ?? POD, edits)).toStrictEqual(result);
});

test('keys of the prototype are keys like any other', () => {
  const edited = applyEdits({}, [{ op: 'set', path: ['__proto__', 'constructor'], value: 'x' }]);
  expect(Object.keys(edited as object)).toEqual(['__proto__']);
  expect(JSON.stringify(edited)).toBe('{"__proto__":{"constructor":"x"}}');
  expect(({} as { constructor: unknown }).constructor).toBe(Object);
});

test('the argument is not touched, and what no edit touches is shared', () => {
  const value = { a: { b: 1 }, c: { d: 2 } };
  const edited = applyEdits(value, [{ op: 'set', path: ['a', 'b'], value: 5 }]) as typeof value;
  expect(value).toEqual({ a: { b: 1 }, c: { d: 2 } });
  expect(edited.c).toBe(value.c);
});
