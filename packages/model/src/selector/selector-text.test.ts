import { expect, test } from 'vitest';
import { parseSelector } from './selector-text.ts';
import { isInvalid, matches, type Requirement } from './selector.ts';

const requirements = (text: string): readonly Requirement[] | string => {
  const selector = parseSelector(text);
  return isInvalid(selector) ? selector.invalid : selector.requirements;
};

test.each<[string, readonly (readonly [string, string, readonly string[]])[]]>([
  ['', []],
  [' \t', []],
  ['a=b', [['a', 'In', ['b']]]],
  ['a==b', [['a', 'In', ['b']]]],
  ['a!=b', [['a', 'NotIn', ['b']]]],
  ['a=', [['a', 'In', ['']]]],
  [
    'a=,b',
    [
      ['a', 'In', ['']],
      ['b', 'Exists', []],
    ],
  ],
  ['a', [['a', 'Exists', []]]],
  ['!a', [['a', 'DoesNotExist', []]]],
  ['! a', [['a', 'DoesNotExist', []]]],
  ['a in (x,y)', [['a', 'In', ['x', 'y']]]],
  ['a  notin ( x , y )', [['a', 'NotIn', ['x', 'y']]]],
  ['a in (x,x)', [['a', 'In', ['x']]]],
  ['a in ()', [['a', 'In', ['']]]],
  ['a in (,)', [['a', 'In', ['']]]],
  ['a in (x,,y)', [['a', 'In', ['x', '', 'y']]]],
  ['in in (in,notin)', [['in', 'In', ['in', 'notin']]]],
  ['a=in', [['a', 'In', ['in']]]],
  ['a>1', [['a', 'Gt', ['1']]]],
  ['a < 5', [['a', 'Lt', ['5']]]],
  [
    'a=b,c!=d,e in (x,y),!f',
    [
      ['a', 'In', ['b']],
      ['c', 'NotIn', ['d']],
      ['e', 'In', ['x', 'y']],
      ['f', 'DoesNotExist', []],
    ],
  ],
  ['app.kubernetes.io/name = web', [['app.kubernetes.io/name', 'In', ['web']]]],
])('%j', (text, expected) => {
  expect(requirements(text)).toEqual(expected.map(([key, operator, values]) => ({ key, operator, values })));
});

test.each([
  ['=b', 'expected a label key, found "="'],
  [',', 'expected a label key, found ","'],
  ['a,', 'expected a label key, found the end'],
  ['a,,b', 'expected a label key, found ","'],
  ['!', 'expected a label key, found the end'],
  ['!!a', 'expected a label key, found "!"'],
  ['a b', 'expected an operator, found "b"'],
  ['a!', 'expected an operator, found "!"'],
  ['a===b', 'expected a label value, found "="'],
  ['a=b c', 'expected a comma, found "c"'],
  ['!a=b', 'expected a comma, found "="'],
  ['a in', 'expected "(", found the end'],
  ['a in x', 'expected "(", found "x"'],
  ['a in (x', 'expected ")", found the end'],
  ['a in (x y)', 'expected ")", found "y"'],
  ['a in (x))', 'expected a comma, found ")"'],
  ['a>b', 'Gt needs one integer'],
  ['a>', 'Gt needs one integer'],
  ['-a', '"-a" is not a valid label key'],
  ['a=-b', '"-b" is not a valid label value'],
])('%j is invalid: %s', (text, reason) => {
  expect(requirements(text)).toBe(reason);
});

test('the empty text selects everything', () => {
  const everything = parseSelector('');
  expect(!isInvalid(everything) && matches(everything, {})).toBe(true);
});
