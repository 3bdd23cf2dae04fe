import {
  applyEdits,
  isArray,
  isObject,
  patchEdits,
  type Edit,
  type Json,
  type JsonObject,
  type PatchOperation,
  type Path,
} from '@bulwark/model';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differences, isSame, strayDifference } from './differences.ts';
import { guardedPatch } from './guarded-patch.ts';
import { mergeEdits, type Candidate } from './merge-edits.ts';
import { mergePatch } from './merge-patch.ts';

const KEYS = ['name', 'containers', 'a', 'b', 'a/b', 'm~n', '__proto__'];
const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>(null, true, 1, 'x', 'y', 2n ** 60n),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 3 }),
  ),
})).value;
const object = fc.dictionary(fc.constantFrom(...KEYS), json, { maxKeys: 4 }) as fc.Arbitrary<JsonObject>;

function pathsOf(value: Json | undefined): Path[] {
  const below = isObject(value) ? Object.entries(value) : isArray(value) ? [...value.entries()] : [];
  return [[], ...below.flatMap(([step, inner]) => pathsOf(inner).map((path): Path => [step].concat(path)))];
}

/** Edits that fit a value, one after the other. */
const editsOf = (value: Json): fc.Arbitrary<{ readonly value: Json; readonly edits: readonly Edit[] }> =>
  fc
    .array(
      fc.record({
        seed: fc.nat(),
        op: fc.constantFrom('set', 'replace', 'delete', 'append', 'insert'),
        more: fc.array(fc.constantFrom(...KEYS), { maxLength: 2 }),
        put: json,
      }),
      { maxLength: 4 },
    )
    .map((wishes) => {
      const edits: Edit[] = [];
      let now = value;
      for (const { seed, op, more, put } of wishes) {
        const paths = pathsOf(now).slice(1);
        const path = [...(paths[seed % Math.max(1, paths.length)] ?? ['a']), ...(op === 'set' ? more : [])];
        const edit: Edit = op === 'delete' ? { op, path } : { op: op as 'set', path, value: put };
        const after = applyEdits(now, [edit]);
        if (after === now) continue;
        edits.push(edit);
        now = after;
      }
      return { value, edits };
    });
const cases = object.chain(editsOf);

/** What a patch makes of a value; undefined where a test fails, or there is no such place. */
function patched(value: Json, operations: readonly PatchOperation[]): Json | undefined {
  const read = patchEdits(
    value,
    operations.map((operation): Json => ({ ...operation })),
  );
  return 'edits' in read ? applyEdits(value, read.edits) : undefined;
}

test('a JSON patch does what its edits do, and its tests hold', () => {
  fc.assert(
    fc.property(cases, ({ value, edits }) => {
      expect(isSame(patched(value, guardedPatch(value, edits)), applyEdits(value, edits))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('a JSON patch fails on another object', () => {
  const value = { spec: { containers: [{ name: 'web', image: 'a' }] } };
  const patch = guardedPatch(value, [{ op: 'set', path: ['spec', 'containers', 0, 'image'], value: 'b' }]);
  expect(patch).toEqual([
    { op: 'test', path: '/spec/containers/0/name', value: 'web' },
    { op: 'test', path: '/spec/containers/0/image', value: 'a' },
    { op: 'replace', path: '/spec/containers/0/image', value: 'b' },
  ]);
  expect(patched({ spec: { containers: [{ name: 'side', image: 'a' }] } }, patch)).toBeUndefined();
});

test('edits change what they speak of and nothing else', () => {
  fc.assert(
    fc.property(cases, ({ value, edits }) => {
      expect(strayDifference(value, applyEdits(value, edits), edits)).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});

test('two values are the same where no place differs', () => {
  const sorted = (value: Json): unknown =>
    isArray(value)
      ? value.map(sorted)
      : isObject(value)
        ? Object.entries(value)
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, each]) => [key, sorted(each ?? null)])
        : typeof value === 'bigint'
          ? `${value}n`
          : value;
  fc.assert(
    fc.property(json, json, (a, b) => {
      expect(isSame(a, b)).toBe(JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)) && isArray(a) === isArray(b));
      expect(isSame(a, structuredClone(a))).toBe(true);
    }),
    { numRuns: 500 },
  );
  expect(differences({ a: null }, { a: { b: 1 } })).toEqual([['a', 'b']]);
  expect(differences({}, { a: {} })).toEqual([['a']]);
  expect(differences([1, 2], [1])).toEqual([[1]]);
});

const candidate = (...edits: Edit[]): Candidate => ({ fix: { kind: 'fix', edits } }) as unknown as Candidate;
const set = (path: Path, value: Json): Edit => ({ op: 'set', path, value });

describe('edits of several fixes', () => {
  const merged = (value: Json, ...candidates: Candidate[]): unknown => {
    const { edits, against } = mergeEdits(value, candidates);
    return { after: applyEdits(value, edits), against: [...against].map(([each, reason]) => [candidates.indexOf(each), reason]) };
  };

  test('go together where they speak of different places, in whatever order they come', () => {
    const [whole, part] = [candidate(set(['s'], { a: 1 })), candidate(set(['s', 'b'], 2))];
    for (const order of [
      [whole, part],
      [part, whole],
    ])
      expect(merged({}, ...order)).toEqual({ after: { s: { a: 1, b: 2 } }, against: [] });
    const drop = (at: number): Candidate => candidate({ op: 'delete', path: ['l', at] });
    expect(merged({ l: ['a', 'b', 'c'] }, drop(0), drop(2), candidate(set(['l', 1], 'B')))).toEqual({
      after: { l: ['B'] },
      against: [],
    });
  });

  test('are made once where they ask for the same', () => {
    const add = candidate({ op: 'append', path: ['l'], value: 'x' });
    expect(merged({ l: [] }, add, add, candidate(set(['a'], 1)), candidate(set(['a'], 1)))).toEqual({
      after: { l: ['x'], a: 1 },
      against: [],
    });
    expect(
      merged({ a: { b: 1 } }, candidate({ op: 'delete', path: ['a'] }), candidate({ op: 'delete', path: ['a', 'b'] })),
    ).toEqual({ after: {}, against: [] });
  });

  test('are left where an earlier one says otherwise', () => {
    expect(merged({ a: 1 }, candidate(set(['a'], 2)), candidate(set(['a'], 3)))).toEqual({
      after: { a: 2 },
      against: [[1, 'another fix sets a']],
    });
    expect(merged({ a: { b: 1 } }, candidate({ op: 'delete', path: ['a'] }), candidate(set(['a', 'b'], 2)))).toEqual({
      after: {},
      against: [[1, 'another fix removes a']],
    });
    const inTurn = candidate({ op: 'delete', path: ['l', 0] }, { op: 'delete', path: ['l', 0] });
    expect(merged({ l: [1, 2, 3] }, candidate(set(['a'], 1)), inTurn)).toMatchObject({
      against: [[1, 'its edits must be made apart from others']],
    });
    expect(merged({ l: [1, 2, 3] }, inTurn, candidate(set(['a'], 1)))).toMatchObject({ after: { l: [3] } });
  });
});

describe('a partial object', () => {
  const deployment = (spec: JsonObject): JsonObject => ({ apiVersion: 'apps/v1', kind: 'Deployment', spec });

  test('names containers, and takes members away by null', () => {
    const value = deployment({ containers: [{ name: 'a', x: 1 }, { name: 'b' }] });
    expect(
      mergePatch(value, [set(['spec', 'containers', 1, 'y', 'z'], [1]), { op: 'delete', path: ['spec', 'containers', 0, 'x'] }]),
    ).toEqual({
      type: 'strategic',
      value: {
        spec: {
          containers: [
            { name: 'a', x: null },
            { name: 'b', y: { z: [1] } },
          ],
        },
      },
    });
    expect(mergePatch(value, [set(['spec', 'replicas'], 2)])).toEqual({ type: 'merge', value: { spec: { replicas: 2 } } });
  });

  test('says nothing of what only an exact patch can do', () => {
    const value = deployment({
      containers: [{ name: 'a', ports: [{ port: 1 }] }, { name: 'c' }, { name: 'c' }],
      l: [1],
      m: { a: 1 },
    });
    const edits: readonly Edit[] = [
      { op: 'delete', path: ['spec', 'l', 0] },
      { op: 'append', path: ['spec', 'l'], value: 2 },
      set(['spec', 'l'], [2]),
      set(['spec', 'm'], { b: 1 }),
      set(['spec', 'containers', 0, 'ports', 0, 'port'], 2),
      set(['spec', 'containers', 1, 'x'], 2),
    ];
    for (const edit of edits) expect(mergePatch(value, [edit])).toBeUndefined();
    expect(mergePatch({ ...value, apiVersion: 'argoproj.io/v1' }, [set(['spec', 'containers', 0, 'x'], 2)])).toBeUndefined();
  });
});
