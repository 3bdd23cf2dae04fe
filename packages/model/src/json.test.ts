import { expect, test } from 'vitest';
import { booleanAt, isArray, isObject, listAt, member, objectAt, stringAt, valueAt, type Json } from './json.ts';

const hostile = JSON.parse('{"__proto__": {"constructor": "own"}, "a": {"b": [1, {"c": "text"}], "yes": true}}') as Json;

test('members are those of the object itself', () => {
  expect(member(hostile, '__proto__')).toEqual({ constructor: 'own' });
  for (const key of ['constructor', 'toString', 'hasOwnProperty']) expect(member(hostile, key)).toBeUndefined();
  expect(member({}, '__proto__')).toBeUndefined();
  for (const value of [undefined, null, 'text', 1, true, ['a']]) expect(member(value, 'length')).toBeUndefined();
});

test('an object without a prototype is an object', () => {
  const bare = Object.assign(Object.create(null) as Record<string, Json>, { a: 1 });
  expect(isObject(bare)).toBe(true);
  expect(member(bare, 'a')).toBe(1);
  expect(isObject([])).toBe(false);
  expect(isObject(null)).toBe(false);
  expect(isArray([])).toBe(true);
  expect(isArray({ length: 0 })).toBe(false);
});

test.each<[readonly (string | number)[], unknown]>([
  [[], hostile],
  [['a', 'b', 0], 1],
  [['a', 'b', 1, 'c'], 'text'],
  [['a', 'b', 2], undefined],
  [['a', 'b', -1], undefined],
  [['a', 'b', 'length'], undefined],
  [['a', 'b', '0'], undefined],
  [['a', 0], undefined],
  [['a', 'b', 1, 'c', 0], undefined],
  [['__proto__', 'constructor'], 'own'],
  [['none', 'at', 'all'], undefined],
])('the value at %j', (path, expected) => {
  expect(valueAt(hostile, path)).toEqual(expected);
});

test('a value of another type is not there', () => {
  expect(stringAt(hostile, 'a', 'b', 1, 'c')).toBe('text');
  expect(stringAt(hostile, 'a', 'b', 0)).toBeUndefined();
  expect(booleanAt(hostile, 'a', 'yes')).toBe(true);
  expect(booleanAt({ yes: 'true' }, 'yes')).toBeUndefined();
  expect(objectAt(hostile, 'a', 'b', 1)).toEqual({ c: 'text' });
  expect(objectAt(hostile, 'a', 'b')).toBeUndefined();
  expect(listAt(hostile, 'a', 'b')).toHaveLength(2);
  expect(listAt(hostile, 'a')).toEqual([]);
  expect(listAt('text', 0)).toEqual([]);
  expect(listAt(undefined)).toEqual([]);
});
