import type { KubeObject } from '@bulwark/model';
import { editText, load } from '@bulwark/source';
import { expect, test } from 'vitest';
import { changeObjects, type Change, type ChangedObjects } from './change-objects.ts';

const TEXT = `# two
apiVersion: v1
kind: Pod
metadata: {name: a}   # first
spec: {hostPID: true, containers: []}
---
apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Pod
    metadata: {name: b}
    spec:
      hostPID: true
`;

function changed(text: string, changesOf: (objects: readonly KubeObject[]) => readonly Change[], now = text): ChangedObjects {
  const { inventory } = load(['-'], { stdin: () => text });
  const options = { textOf: () => now, edit: editText, whyNot: () => undefined };
  return changeObjects(changesOf(inventory.objects), options);
}

const remove = (object: KubeObject): Change => ({ object, edits: [{ op: 'delete', path: ['spec', 'hostPID'] }] });

test('objects of one file, in a List too, and nothing beside them', () => {
  const { files, refused } = changed(TEXT, (objects) => objects.map(remove));
  expect(refused.size).toBe(0);
  expect(files.map(({ after }) => after)).toEqual([
    TEXT.replace('hostPID: true, ', '').replace('    spec:\n      hostPID: true\n', '    spec: {}\n'),
  ]);
});

test('an edit that does not fit its object is as good as none', () => {
  const { files, refused } = changed(TEXT, ([first, second]) =>
    first === undefined || second === undefined
      ? []
      : [
          { object: first, edits: [{ op: 'set', path: ['spec', 'hostPID', 'x'], value: 1 }, ...remove(first).edits] },
          remove(second),
        ],
  );
  expect([...refused.keys()].map(({ name }) => name)).toEqual([]);
  expect(files).toHaveLength(1);
});

test('a file that has changed since is left alone', () => {
  const { files, refused } = changed(TEXT, (objects) => objects.map(remove), TEXT.replace('name: a', 'name: c'));
  expect([...refused.keys()].map(({ name }) => name)).toEqual(['a']);
  expect(files).toHaveLength(1);
});
