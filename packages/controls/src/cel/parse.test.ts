import { expect, test } from 'vitest';
import { fieldOf, someIn, type Cel } from './expression.ts';
import { parseCel } from './parse.ts';

/** An expression with every group in brackets. */
function show(cel: Cel): string {
  switch (cel.kind) {
    case 'literal':
      return JSON.stringify(cel.value);
    case 'name':
      return cel.name;
    case 'select':
      return `${show(cel.of)}.${cel.field}`;
    case 'index':
      return `${show(cel.of)}[${show(cel.index)}]`;
    case 'call':
      return `${cel.of === undefined ? '' : `${show(cel.of)}.`}${cel.name}(${cel.args.map(show).join(', ')})`;
    case 'list':
      return `[${cel.items.map(show).join(', ')}]`;
    case 'map':
      return `{${cel.entries.map(([key, value]) => `${show(key)}: ${show(value)}`).join(', ')}}`;
    case 'not':
      return `!${show(cel.of)}`;
    case 'binary':
      return `(${show(cel.left)} ${cel.op} ${show(cel.right)})`;
    case 'choice':
      return `(${show(cel.when)} ? ${show(cel.yes)} : ${show(cel.no)})`;
  }
}

test.for<[source: string, shown: string]>([
  ["'oidc:' + claims.sub", '("oidc:" + claims.sub)'],
  ['a || b && c == d', '(a || (b && (c == d)))'],
  ['1 + 2 * 3 - 4', '((1 + (2 * 3)) - 4)'],
  ['!user.username.startsWith("system:")', '!user.username.startsWith("system:")'],
  ["has(claims.x) ? claims.x : 'none'", '(has(claims.x) ? claims.x : "none")'],
  ['a ? b : c ? d : e', '(a ? b : (c ? d : e))'],
  ['claims.?email_verified.orValue(true) == true', '(claims.email_verified.orValue(true) == true)'],
  ['claims[?"a b"]["c"]', 'claims["a b"]["c"]'],
  ["claims.groups.map(g, 'oidc:' + g)", 'claims.groups.map(g, ("oidc:" + g))'],
  ["claims.hd in ['a.example.com', 'b.example.com',]", '(claims.hd in ["a.example.com", "b.example.com"])'],
  ["{'a': 1, 'b': [2]}", '{"a": 1, "b": [2]}'],
  ['r\'a\\b\' + "\\u0041\\x42\\103\\n"', '("a\\\\b" + "ABC\\n")'],
  ["'''it's'''", '"it\'s"'],
  ['-1.5e3 < 0x10', '(-(1500) < 16)'],
  ['a // why\n == b', '(a == b)'],
  ['claims.`a-b`', 'claims.a-b'],
])('%s', ([source, shown]) => {
  const cel = parseCel(source);
  expect(cel && show(cel)).toBe(shown);
});

test.for([
  '',
  'a b',
  'a +',
  '(a',
  "'a",
  'a.',
  'a ? b',
  '#',
  'in',
  'Type{a: 1}',
  '['.repeat(200),
  '!'.repeat(500),
  `'${'a'.repeat(30_000)}'`,
  `a${'.a'.repeat(5000)}`,
])('what is no expression: %s', (source) => expect(parseCel(source)).toBeUndefined());

test('a field is one with a default too, and one of another variable is not', () => {
  const field = (source: string): string | undefined => fieldOf(parseCel(source) ?? { kind: 'literal', value: null }, 'claims');
  expect(['claims.sub', 'claims["sub"]', 'string(claims.sub)', 'claims.?sub.orValue("")'].map(field)).toEqual(
    Array(4).fill('sub'),
  );
  expect(['user.sub', 'claims.a.sub', 'claims', 'sub(claims)'].map(field)).toEqual(Array(4).fill(undefined));
});

test('what stands anywhere in it is found', () => {
  const cel = parseCel("[{'a': !(claims.x ? f(1) : claims[y].z)}]") ?? { kind: 'literal', value: null };
  expect(someIn(cel, (part) => part.kind === 'name' && part.name === 'y')).toBe(true);
  expect(someIn(cel, (part) => part.kind === 'name' && part.name === 'z')).toBe(false);
});
