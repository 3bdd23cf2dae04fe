import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { isLabelKey, isLabelValue } from './label-syntax.ts';
import { isInvalid, labelSelector, labelsOf, matches, requirement, type Labels } from './selector.ts';

function selects(selector: Json | undefined, labels: Labels): boolean | string {
  const parsed = labelSelector(selector);
  return isInvalid(parsed) ? parsed.invalid : matches(parsed, labels);
}

const expression = (operator: string, ...values: string[]): Json => ({ matchExpressions: [{ key: 'app', operator, values }] });

test('no selector matches nothing, an empty one everything', () => {
  for (const none of [undefined, null]) {
    expect(selects(none, {})).toBe(false);
    expect(selects(none, { app: 'web' })).toBe(false);
  }
  for (const empty of [{}, { matchLabels: {} }, { matchExpressions: [] }, { matchLabels: null, matchExpressions: null }]) {
    expect(selects(empty, {})).toBe(true);
    expect(selects(empty, { app: 'web' })).toBe(true);
  }
});

test.each<[Json, Labels, boolean]>([
  [{ matchLabels: { app: 'web' } }, { app: 'web', tier: 'front' }, true],
  [{ matchLabels: { app: 'web' } }, { app: 'api' }, false],
  [{ matchLabels: { app: 'web' } }, {}, false],
  [{ matchLabels: { app: 'web', tier: 'front' } }, { app: 'web' }, false],
  [{ matchLabels: { app: null } }, { app: '' }, true],
  [{ matchLabels: { app: '' } }, {}, false],
  [expression('In', 'web', 'api'), { app: 'api' }, true],
  [expression('In', 'web'), {}, false],
  [expression('NotIn', 'web'), { app: 'web' }, false],
  [expression('NotIn', 'web'), { app: 'api' }, true],
  [expression('NotIn', 'web'), {}, true],
  [expression('Exists'), { app: '' }, true],
  [expression('Exists'), {}, false],
  [expression('DoesNotExist'), {}, true],
  [expression('DoesNotExist'), { app: '' }, false],
  [{ matchLabels: { tier: 'front' }, ...(expression('NotIn', 'web') as object) }, { tier: 'front', app: 'web' }, false],
  [{ matchExpressions: [{ key: 'app', operator: 'In', values: ['', null] }] }, { app: '' }, true],
])('%j on %j: %s', (selector, labels, expected) => {
  expect(selects(selector, labels)).toBe(expected);
});

test.each<[Json, string]>([
  ['app=web', 'a label selector must be a map'],
  [[], 'a label selector must be a map'],
  [{ matchLabels: [] }, 'matchLabels must be a map'],
  [{ matchLabels: { app: 1 } }, 'the value of "app" must be a string'],
  [{ matchLabels: { 'a/b/c': 'x' } }, '"a/b/c" is not a valid label key'],
  [{ matchLabels: { app: 'a b' } }, '"a b" is not a valid label value'],
  [{ matchExpressions: {} }, 'matchExpressions must be a list'],
  [{ matchExpressions: ['app'] }, 'an item of matchExpressions must be a map'],
  [{ matchExpressions: [null] }, '"" is not an operator of a label selector'],
  [{ matchExpressions: [{ key: 1, operator: 'Exists' }] }, 'key and operator must be strings'],
  [{ matchExpressions: [{ key: 'app', operator: 'In', values: 'web' }] }, 'values must be a list of strings'],
  [{ matchExpressions: [{ key: 'app', operator: 'In', values: [1] }] }, 'values must be a list of strings'],
  [{ matchExpressions: [{ operator: 'Exists' }] }, '"" is not a valid label key'],
  [expression('In'), 'In needs at least one value'],
  [expression('NotIn'), 'NotIn needs at least one value'],
  [expression('Exists', 'x'), 'Exists takes no values'],
  [expression('DoesNotExist', 'x'), 'DoesNotExist takes no values'],
  [expression('Gt', '1'), '"Gt" is not an operator of a label selector'],
  [expression('in', 'x'), '"in" is not an operator of a label selector'],
  [expression('constructor', 'x'), '"constructor" is not an operator of a label selector'],
])('%j is invalid: %s', (selector, reason) => {
  expect(selects(selector, {})).toBe(reason);
});

test('Gt and Lt compare 64-bit integers', () => {
  const holds = (operator: string, bound: string, value: string): boolean | undefined => {
    const one = requirement('a', operator, [bound]);
    return 'invalid' in one ? undefined : matches({ nothing: false, requirements: [one] }, { a: value });
  };
  expect(holds('Gt', '9', '10')).toBe(true);
  expect(holds('Gt', '10', '10')).toBe(false);
  expect(holds('Lt', '10', '9')).toBe(true);
  expect(holds('Lt', '10', '-9')).toBe(true);
  expect(holds('Gt', '10', 'many')).toBe(false);
  expect(holds('Gt', '9223372036854775806', '9223372036854775807')).toBe(true);
  expect(holds('Gt', '1', '9223372036854775808')).toBe(false);
  expect(holds('Gt', '9223372036854775808', '1')).toBeUndefined();
  expect(requirement('a', 'Gt', ['1', '2'])).toEqual({ invalid: 'Gt needs one integer' });
  expect(requirement('a', 'Near', ['1'])).toEqual({ invalid: '"Near" is not a valid label selector operator' });
});

test('keys of every object are keys like any other', () => {
  expect(selects({ matchExpressions: [{ key: 'constructor', operator: 'Exists' }] }, {})).toBe(false);
  expect(selects({ matchExpressions: [{ key: 'toString', operator: 'DoesNotExist' }] }, {})).toBe(true);
  const hostile = JSON.parse('{"__proto__": "x", "constructor": "y", "n": 1, "none": null}') as Json;
  expect(Object.entries(labelsOf(hostile))).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
    ['none', ''],
  ]);
  expect(labelsOf('text')).toEqual({});
  expect(labelsOf(undefined)).toEqual({});
});

test.each(['app', 'a', 'app.kubernetes.io/name', 'A_b.c-D', '1', 'a'.repeat(63), `${'a.'.repeat(126)}a/x`])(
  '%s is a label key',
  (key) => {
    expect(isLabelKey(key)).toBe(true);
  },
);

test.each([
  '',
  '/',
  '/a',
  'a/',
  'a/b/c',
  '-a',
  'a-',
  '_a',
  'A.io/a',
  'a..b/c',
  'é',
  'a b',
  'a\n',
  'a'.repeat(64),
  `${'a.'.repeat(126)}aa/x`,
])('%j is no label key', (key) => {
  expect(isLabelKey(key)).toBe(false);
});

test('a label value may be empty', () => {
  for (const value of ['', 'a', 'v1.2_3-x', 'a'.repeat(63)]) expect(isLabelValue(value)).toBe(true);
  for (const value of [' ', '-', 'a.', 'a/b', 'a'.repeat(64), 'a\n']) expect(isLabelValue(value)).toBe(false);
});
