import { expect, test } from 'vitest';

import { templateMarks } from './template-marks.ts';

test('a text without marks has none', () => {
  expect(templateMarks('a: {b: {c: 1}}')).toBeUndefined();
});

test('the first mark of a stretch is found, of either kind', () => {
  const text = 'a: {{ x }}\n---\nb: 1\n---\n{% if y %}\nc: {{ z }}\n---\nd: 2\n';
  const marks = templateMarks(text);
  const stretch = (part: string): number | undefined => {
    const start = text.indexOf(part);
    return marks?.(start, start + part.length);
  };
  expect(stretch('a: {{ x }}\n')).toBe(3);
  expect(stretch('b: 1\n')).toBeUndefined();
  expect(stretch('{% if y %}\nc: {{ z }}\n')).toBe(text.indexOf('{%'));
  expect(stretch('d: 2\n')).toBeUndefined();
  // Asked again, out of order.
  expect(stretch('c: {{ z }}\n')).toBe(text.indexOf('{{ z'));
  expect(stretch('a: {{ x }}\n')).toBe(3);
});

test('a mark that nothing closes is none', () => {
  expect(templateMarks('}} a: "{{" b: %} {%')?.(0, 100)).toBeUndefined();
});
