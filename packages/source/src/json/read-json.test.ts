import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDocuments } from '../read-documents.ts';
import { readJson } from './read-json.ts';

test('reads what JSON.parse reads', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), fc.nat({ max: 4 }), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const documents = readJson(text);
      // JSON.parse rounds what a double cannot hold; we keep it as a bigint.
      const rounded = (_: string, part: unknown): unknown => (typeof part === 'bigint' ? Number(part) : part);
      const values = Array.isArray(documents) ? documents.map((document) => JSON.stringify(document.value, rounded)) : [];
      expect(values).toEqual([JSON.stringify(JSON.parse(text))]);
    }),
  );
});

test('every member is found where it stands', () => {
  const text = '{"a": [1, {"b": "x"}], "7": null}';
  const [document] = readDocuments(text);
  const at = (...path: (string | number)[]): string | undefined => {
    const node = document?.locator.find(path);
    return node === undefined ? undefined : text.slice(node.key?.start ?? node.value.start, node.value.end);
  };
  expect(at('a', 1, 'b')).toBe('"b": "x"');
  expect(at('7')).toBe('"7": null');
  expect(at('a')).toBe('"a": [1, {"b": "x"}]');
  expect(at('c')).toBeUndefined();
});

describe('a text that starts with a brace', () => {
  test('may be a stream of JSON values', () => {
    expect(readDocuments('{"a":1}\n{"b":"\\/"}').map((document) => document.value)).toEqual([{ a: 1 }, { b: '/' }]);
  });

  test('is YAML where it is no JSON', () => {
    expect(readDocuments('{a: 1}\n---\nb: 2\n').map((document) => document.value)).toEqual([{ a: 1 }, { b: 2 }]);
    expect(readDocuments('{"a": 1,}').map((document) => document.value)).toEqual([{ a: 1 }]);
  });

  test('that is neither has the error of the JSON reader', () => {
    expect(readDocuments('{"a" 1}').map((document) => document.error)).toEqual([
      { offset: 5, message: `expected ':' after the key, found "1"` },
    ]);
    expect(readDocuments('{"a": [1').map((document) => document.error?.message)).toEqual([
      "unexpected end of JSON: expected ',' or ']'",
    ]);
  });
});

test('integers of 64 bits are exact, and repeated keys warn', () => {
  const [document] = readDocuments('{"a": 9007199254740993, "a": -9223372036854775808, "c": 1e2}');
  expect(document?.value).toEqual({ a: -9223372036854775808n, c: 100 });
  expect(document?.warnings).toEqual([
    { offset: 24, message: 'key "a" is repeated: kubectl takes the last one', repeatedKey: 'a' },
  ]);
});

test('a million open brackets are refused', () => {
  expect(readDocuments(`{"a":${'['.repeat(1_000_000)}`)[0]?.error).toBeDefined();
});
