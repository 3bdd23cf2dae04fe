import type { Json } from '@bulwark/model';
import { readDocuments } from '@bulwark/source';
import { expect, test } from 'vitest';
import { yamlText } from './yaml-text.ts';

test.for<[Json]>([
  [{ a: { b: ['c', { d: [1, true, null] }] }, e: [], f: {} }],
  [{ yes: 'no', n: 'on', version: '1.20', day: '2026-12-31', colon: 'a: b', hash: 'a #b', empty: '', dash: '- a', tilde: '~' }],
  [{ text: 'one\ntwo\t"three" \\ four', odd: '\u0007\u2028\u{1f600}', star: '*', quote: "it's" }],
  [[[], [['a'], {}], [{ a: [[1]] }]]],
  [{ 'a key': 1, true: 2, __proto__x: 3, '1': 4 }],
])('%o is read again as it is', ([value]) => {
  const documents = readDocuments(yamlText(value));
  expect(documents.map(({ error }) => error)).toEqual([undefined]);
  expect(JSON.parse(JSON.stringify(documents[0]?.value))).toEqual(value);
});
