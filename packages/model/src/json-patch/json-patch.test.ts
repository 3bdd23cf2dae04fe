import { expect, test } from 'vitest';

import { applyEdits } from '../apply-edits.ts';
import type { Edit } from '../edit.ts';
import type { Json } from '../json.ts';
import { jsonPatch } from './json-patch.ts';
import type { PatchOperation } from './operation.ts';
import { patchEdits } from './patch-edits.ts';

const POD: Json = { metadata: { labels: { 'a/b': 'x', '~': 'y' } }, spec: { list: [1, 2], nothing: null } };

const written: readonly (readonly [name: string, edit: Edit, operations: readonly PatchOperation[]])[] = [
  ['set what is there', { op: 'set', path: ['spec', 'list', 0], value: 5 }, [{ op: 'replace', path: '/spec/list/0', value: 5 }]],
  ['set what is not there', { op: 'set', path: ['spec', 'a'], value: 5 }, [{ op: 'add', path: '/spec/a', value: 5 }]],
  [
    'set with maps on the way',
    { op: 'set', path: ['spec', 'a', 'b', 'c'], value: 5 },
    [{ op: 'add', path: '/spec/a', value: { b: { c: 5 } } }],
  ],
  [
    'set in a null',
    { op: 'set', path: ['spec', 'nothing', 'b'], value: 5 },
    [{ op: 'replace', path: '/spec/nothing', value: { b: 5 } }],
  ],
  ['set the whole', { op: 'set', path: [], value: 5 }, [{ op: 'replace', path: '', value: 5 }]],
  ['keys with marks', { op: 'delete', path: ['metadata', 'labels', 'a/b'] }, [{ op: 'remove', path: '/metadata/labels/a~1b' }]],
  ['keys with a tilde', { op: 'delete', path: ['metadata', 'labels', '~'] }, [{ op: 'remove', path: '/metadata/labels/~0' }]],
  ['append', { op: 'append', path: ['spec', 'list'], value: 3 }, [{ op: 'add', path: '/spec/list/-', value: 3 }]],
  [
    'append to a null',
    { op: 'append', path: ['spec', 'nothing'], value: 3 },
    [{ op: 'replace', path: '/spec/nothing', value: [3] }],
  ],
  ['append to nothing', { op: 'append', path: ['a', 'b'], value: 3 }, [{ op: 'add', path: '/a', value: { b: [3] } }]],
  ['insert', { op: 'insert', path: ['spec', 'list', 1], value: 3 }, [{ op: 'add', path: '/spec/list/1', value: 3 }]],
  ['what does not fit', { op: 'delete', path: ['spec', 'b'] }, []],
];

test.for(written)('%s', ([, edit, operations]) => {
  const patch = jsonPatch(POD, [edit]);
  expect(patch).toEqual(operations);
  const read = patchEdits(POD, patch);
  expect('edits' in read && applyEdits(POD, read.edits)).toEqual(applyEdits(POD, [edit]));
});

const refused: readonly (readonly [patch: Json, problem: string])[] = [
  [{}, 'a JSON Patch must be a list of operations'],
  [['x'], 'an operation must be a map'],
  [[{ op: 'remove', path: 7 }], 'path must be a text'],
  [[{ op: 'drop', path: '' }], 'op must be add, remove, replace, move, copy or test'],
  [[{ op: 'add', path: '/a' }], 'add needs a value'],
  [[{ op: 'copy', path: '/a' }], 'from must be a text in copy'],
  [[{ op: 'remove', path: '/a' }], 'remove: nothing stands at "/a"'],
  [[{ op: 'remove', path: '' }], 'remove: the whole document'],
  [[{ op: 'add', path: 'a', value: 1 }], 'add: "a" is no JSON Pointer'],
  [[{ op: 'add', path: '/~2', value: 1 }], 'add: "/~2" is no JSON Pointer'],
  [[{ op: 'add', path: '/a/b', value: 1 }], 'add: nothing holds "/a/b"'],
  [[{ op: 'add', path: '/spec/list/01', value: 1 }], 'add: "01" is no place in a list of 2'],
  [[{ op: 'move', from: '/spec', path: '/spec/a' }], 'move: a value cannot move into itself'],
  [[{ op: 'test', path: '/spec/list/0', value: '1' }], 'test: another value stands at "/spec/list/0"'],
  [[{ op: 'test', path: '/__proto__', value: {} }], 'test: nothing stands at "/__proto__"'],
];

test.for(refused)('%j is refused', ([patch, problem]) => {
  expect(patchEdits(POD, patch)).toEqual({ problem, operation: 0 });
});

test('one operation that fails fails the patch', () => {
  const patch = [
    { op: 'remove', path: '/spec/list/0' },
    { op: 'remove', path: '/spec/list/1' },
  ];
  expect(patchEdits(POD, patch)).toEqual({ problem: 'remove: nothing stands at "/spec/list/1"', operation: 1 });
});

test('operations follow one another', () => {
  const patch: Json = [
    { op: 'move', from: '/spec/list/0', path: '/spec/list/-' },
    { op: 'copy', from: '/spec/list', path: '/spec/other' },
    { op: 'add', path: '/spec/other/0', value: 7 },
    { op: 'test', path: '/spec/list', value: [2, 1] },
  ];
  const read = patchEdits(POD, patch);
  expect('edits' in read && applyEdits(POD, read.edits)).toMatchObject({ spec: { list: [2, 1], other: [7, 2, 1] } });
});

test('what goes is tested first where that is asked for, and what is new is not', () => {
  const edits: readonly Edit[] = [
    { op: 'set', path: ['spec', 'list', 0], value: 5 },
    { op: 'set', path: ['spec', 'nothing', 'b'], value: 5 },
    { op: 'set', path: ['spec', 'new'], value: 1 },
    { op: 'append', path: ['spec', 'list'], value: 3 },
    { op: 'delete', path: ['spec', 'list', 1] },
  ];
  const patch = jsonPatch(POD, edits, { tested: true });
  expect(patch).toEqual([
    { op: 'test', path: '/spec/list/0', value: 1 },
    { op: 'replace', path: '/spec/list/0', value: 5 },
    { op: 'test', path: '/spec/nothing', value: null },
    { op: 'replace', path: '/spec/nothing', value: { b: 5 } },
    { op: 'add', path: '/spec/new', value: 1 },
    { op: 'add', path: '/spec/list/-', value: 3 },
    { op: 'test', path: '/spec/list/1', value: 2 },
    { op: 'remove', path: '/spec/list/1' },
  ]);
});
