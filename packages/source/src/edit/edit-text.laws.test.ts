import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, isArray, isObject, isSameJson, type Edit, type Json, type Path } from '@bulwark/model';

import { readDocuments } from '../read-documents.ts';
import { editText } from './edit-text.ts';

/** Fragments from which manifests, and near misses of them, are made; each ends where a bar stands. */
const fragments = [
  '- |  |\n|: |"|\'|# c\n|{|}|[|]|, |? |a|key: v\n|  key: v\n|  - x\n|\n\n|yes|~|<<: *a\n|<<: [*a, *b]\n|k: &a v\n|l: *a\n|- *a\n',
  '- &a "q"\n|!!str |two words|[a, b]|{a: b}|-|multi\n  line|0: z\n|...\n|é: ü # c\n|list:\n- a\n- b: 1\n  c: 2\n|a:\n|e: {}\nf: []\n',
  'm: &a {x: 1, y: [2]}\n|n: &b\n  x: 3\n  z: 4\n|list:\n  - a\n\n  # x\n  - b\n|map:\n  x: 1\n  # y\n  y: {z: [1, 2]}\n|- - a\n  - b\n',
  '? a\n: b\n|[\n  a, # x\n  b\n]\n|{\n  "a": 1,\n  "b": [],\n}\n|o:\n    p:\n        q: r\n',
]
  .flatMap((some) => some.split('|'))
  .concat('|\n', '|-\n', '>+\n', '|\n    x\n    y\n', 'a: |+\n  x\n\n\n', 'b: >-\n  x\n  y\n');
const texts = fc.array(fc.constantFrom(...fragments), { maxLength: 14 }).map((parts) => parts.join(''));

const values: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json[]>('x', 'yes', '0644', '', ' a', 'a: b', 'two\nlines\n', 'no\nend', true, null, 7, 1.5, 2n ** 60n, {}, []),
  fc.string({ maxLength: 8 }),
  fc.constantFrom<Json[]>({ a: 1, b: { c: ['x'] } }, ['a', ['b']], [{ a: 1, b: 2 }], { 'a b': null }),
);

interface Draft {
  readonly place: number;
  readonly kind: Edit['op'] | 'new';
  readonly value: Json;
}
const drafts = fc.array(
  fc.record<Draft>({
    place: fc.nat(1000),
    kind: fc.constantFrom<Draft['kind'][]>('set', 'new', 'delete', 'append', 'insert', 'replace'),
    value: values,
  }),
  { minLength: 1, maxLength: 4 },
);

function* paths(value: Json, path: Path = []): Generator<Path> {
  yield path;
  if (isArray(value)) for (const [index, item] of value.entries()) yield* paths(item, [...path, index]);
  else if (isObject(value)) for (const key of Object.keys(value)) yield* paths(value[key] ?? null, [...path, key]);
}

/** Edits at places of the value, of which some fit only what those before them have made. */
function editsOf(value: Json, wanted: readonly Draft[]): Edit[] {
  const places = [...paths(value)];
  return wanted.map(({ place, kind, value: item }): Edit => {
    const path = places[place % places.length] ?? [];
    if (kind === 'delete') return { op: 'delete', path };
    if (kind === 'new') return { op: 'set', path: [...path, 'new', 'key'], value: item };
    return { op: kind, path: kind === 'insert' ? [...path, place % 3] : path, value: item };
  });
}

let made = 0;
let refused = 0;

function expectValue(text: string, wanted: readonly Draft[]): void {
  const documents = readDocuments(text);
  const document = documents.findIndex(({ value }) => value !== undefined);
  if (document === -1) return;
  const value = documents[document]?.value ?? null;
  const edits = editsOf(value, wanted);
  const edited = editText(text, [{ document, edits }]);
  const accepted = edits.filter((edit) => !edited.refused.some((one) => one.edit === edit));
  made += accepted.length;
  refused += edited.refused.filter(({ reason }) => reason.startsWith('the text')).length;
  const after = readDocuments(edited.text);
  expect(after).toHaveLength(documents.length);
  expect(isSameJson(after[document]?.value, applyEdits(value, accepted))).toBe(true);
  for (const [index, { start, end }] of documents.entries()) {
    const then = after[index];
    if (index !== document) expect(edited.text.slice(then?.start, then?.end)).toBe(text.slice(start, end));
  }
}

describe('what is read from the edited text is what the edits make of the value', () => {
  test('whatever the text', () => {
    fc.assert(fc.property(texts, drafts, expectValue), { numRuns: 2000 });
    // A law that everything is refused for would hold, too.
    expect(refused / made).toBeLessThan(0.01);
  });

  test('with CR LF', () => {
    fc.assert(
      fc.property(texts, drafts, (text, wanted) => expectValue(text.replaceAll('\n', '\r\n'), wanted)),
      { numRuns: 1000 },
    );
    expect(refused / made).toBeLessThan(0.01);
  });

  test('in a stream', () => {
    fc.assert(
      fc.property(texts, texts, drafts, (one, other, wanted) => expectValue(`${one}\n---\n${other}\n---\n# last\n`, wanted)),
      { numRuns: 500 },
    );
    expect(refused / made).toBeLessThan(0.01);
  });

  test('in JSON', () => {
    const json = fc.tuple(
      fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 3 })),
      fc.constantFrom(undefined, 1, '\t', 4),
    );
    fc.assert(
      fc.property(json, drafts, ([value, indent], wanted) => {
        const text = JSON.stringify(value, null, indent);
        expectValue(text, wanted);
        const edits = editsOf(readDocuments(text)[0]?.value ?? null, wanted).filter(({ path }) => path.length > 0);
        expect(() => void JSON.parse(editText(text, [{ document: 0, edits }]).text)).not.toThrow();
      }),
      { numRuns: 250 },
    );
  });
});

test('the changes make the new text of the old one', () => {
  fc.assert(
    fc.property(texts, drafts, (text, wanted) => {
      const value = readDocuments(text)[0]?.value;
      if (value === undefined) return;
      const edits = editsOf(value, wanted);
      const edited = editText(text, [{ document: 0, edits }]);
      let rebuilt = '';
      let at = 0;
      for (const { start, end, text: written } of edited.changes) {
        expect(start).toBeGreaterThanOrEqual(at);
        rebuilt += text.slice(at, start) + written;
        at = end;
      }
      expect(rebuilt + text.slice(at)).toBe(edited.text);
    }),
    { numRuns: 250 },
  );
});

test('no edits and no text make it throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), drafts, (text, wanted) => {
      const edits = editsOf(readDocuments(text)[0]?.value ?? null, wanted);
      expect(
        typeof editText(text, [
          { document: 0, edits },
          { document: 1, edits },
        ]).text,
      ).toBe('string');
    }),
    { numRuns: 250 },
  );
});
