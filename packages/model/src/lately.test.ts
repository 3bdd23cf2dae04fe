import { expect, test } from 'vitest';
import { lately } from './lately.ts';

test('what is asked again is not made again, and every key has its own answer', () => {
  let made = 0;
  const of = lately((key: { readonly name: string }) => ({ name: key.name, made: made++ }));
  const [a, b] = [{ name: 'a' }, { name: 'b' }];
  expect([of(a), of(b), of(a), of(a), of(b)].map(({ name }) => name)).toEqual(['a', 'b', 'a', 'a', 'b']);
  expect(made).toBe(2);
});

test('null is an answer', () => {
  let made = 0;
  const of = lately((_key: object) => {
    made++;
    return null;
  });
  const [a, b] = [{}, {}];
  for (const key of [a, b, a]) expect(of(key)).toBeNull();
  expect(made).toBe(2);
});

test('a long stream of keys is forgotten, and answered all the same', () => {
  const keys = Array.from({ length: 2000 }, (_, index) => ({ index }));
  const of = lately((key: { readonly index: number }) => `${key.index}`);
  for (const key of [...keys, ...keys]) expect(of(key)).toBe(`${key.index}`);
});

test('an answer may need another one', () => {
  interface Node {
    readonly below: Node | undefined;
  }
  const depth: (node: Node) => { readonly depth: number } = lately((node: Node) => ({
    depth: node.below === undefined ? 0 : depth(node.below).depth + 1,
  }));
  let node: Node = { below: undefined };
  for (let index = 0; index < 600; index++) node = { below: node };
  expect(depth(node).depth).toBe(600);
});
