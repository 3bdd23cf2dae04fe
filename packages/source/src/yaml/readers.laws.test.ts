import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isArray, isObject, type Json, type Locator, type Path } from '@bulwark/model';
import { RangeTable, TableLocator } from '../range-table.ts';
import { Decoder } from './full/decoder.ts';
import { Parser } from './full/parser.ts';
import { readQuickly } from './quick-reader.ts';
import { readDocuments } from '../read-documents.ts';

/** Fragments from which manifests, and near misses of them, are made. */
const fragments = [
  '- ',
  '  ',
  '\n',
  ': ',
  ':',
  '"',
  "'",
  '|',
  '|-\n',
  '>+\n',
  '# c',
  '\t',
  '{',
  '}',
  '[',
  ']',
  ', ',
  '? ',
  'a',
  'key: v\n',
  '  key: v\n',
  '  - x\n',
  '\n\n',
  '   \n',
  '08',
  '1_0',
  'yes',
  '~',
  '<<: ',
  '&a ',
  '*a',
  'k: &a v\n',
  'l: *a\n',
  '- *a\n',
  '- &a "q"\n',
  '!!str ',
  'two words',
  'a: b',
  '[a, b]',
  '{a: b}',
  '|\n    x\n    y\n',
  '-',
  '.',
  '%',
  "'it''s'",
  '"\\n"',
  'multi\n  line',
  '0: z\n',
  '...\n',
  'é: ü\n',
  '😀 ',
  '\u2019s ',
  '# ö\n',
  'k: &a\n  x: 1\n',
  '- &a\n  - 1\n',
  '0400',
  '1.50',
  '-7',
  '2020-01-01',
  '>-\n  a\n  b\n\n   c\n',
  '\\',
] as const;
const texts = fc.array(fc.constantFrom(...fragments), { maxLength: 24 }).map((parts) => `${parts.join('')}\n`);

function quickly(text: string): { value: Json; locator: Locator } | undefined {
  return readQuickly(Buffer.from(text))?.documents[0]?.sure;
}

function readFully(text: string): { value: Json; locator: Locator } {
  const table = new RangeTable();
  const root = new Parser(text, 0).parse();
  const value = root === undefined ? null : new Decoder(table).decode(root);
  if (root === undefined) table.leaf(-1, -1, text.length, text.length);
  return { value, locator: new TableLocator(table, 0, value) };
}

function* paths(value: Json, path: Path = []): Generator<Path> {
  yield path;
  if (isArray(value)) for (const [index, item] of value.entries()) yield* paths(item, [...path, index]);
  else if (isObject(value)) for (const key of Object.keys(value)) yield* paths(value[key] ?? null, [...path, key]);
}

test('where the quick reader is sure, the full reader gives the same values at the same places', () => {
  let sure = 0;
  fc.assert(
    fc.property(texts, (text) => {
      const quick = text.includes('---') ? undefined : quickly(text);
      if (quick === undefined) return;
      sure++;
      const full = readFully(text);
      expect(quick.value).toEqual(full.value);
      for (const path of paths(quick.value))
        if (path.length > 0) expect([path, quick.locator.find(path)]).toEqual([path, full.locator.find(path)]);
    }),
    { numRuns: 40_000 },
  );
  expect(sure).toBeGreaterThan(500);
});

test('the text of a scalar reads as the scalar, and a node holds its children', () => {
  fc.assert(
    fc.property(texts, (text) => {
      for (const document of readDocuments(text)) {
        if (document.value === undefined) continue;
        for (const path of paths(document.value)) {
          const node = document.locator.find(path);
          expect(node).toBeDefined();
          if (node === undefined) continue;
          expect(node.value.start).toBeLessThanOrEqual(node.value.end);
          if (node.key !== undefined) expect(node.key.end).toBeLessThanOrEqual(node.value.start);
        }
      }
    }),
    { numRuns: 3000 },
  );
});

test('no text makes the reader throw or lose a document', () => {
  fc.assert(
    fc.property(fc.oneof(texts, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
      for (const document of readDocuments(text)) expect(document.error !== undefined).toBe(document.value === undefined);
    }),
    { numRuns: 5000 },
  );
});
