import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import type { FileSystem } from './files/file-system.ts';
import { isManifestPath } from './files/manifest-path.ts';
import { load } from './load.ts';
import { memoryFileSystem, type MemoryNode } from './testing/memory-file-system.ts';

const names = ['a.yaml', 'b.yml', 'c.JSON', 'd.txt', 'Kustomization', 'kustomization.yaml', 'sub', 'k', '.hidden'];
const path = fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 4 }).map((steps) => `/w/${steps.join('/')}`);
const node: fc.Arbitrary<MemoryNode> = fc.oneof(
  fc.constantFrom(
    '',
    'a: [',
    'x: 1\n---\nname: {{ y }}\n',
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}',
    'apiVersion: v1\nkind: List\nitems: []\n',
    'resources: [a.yaml, ../sub]\n',
    'images: [{name: a, newTag: b}]\n',
  ),
  fc.constantFrom<MemoryNode>({ kind: 'pipe' }, { error: 'EACCES' }, Buffer.of(0xff), Buffer.of(0)),
  fc.constantFrom('..', '.', 'a.yaml', '../sub', '/w/k', '/x', 'gone').map((link) => ({ link })),
);
const rules = fc
  .array(fc.constantFrom('*.yaml', 'sub/', '!a.yaml', '/k', 'b.yml'), { maxLength: 3 })
  .map((lines) => lines.join('\n'));

/** A tree in which nothing lies below a file. */
const tree = fc
  .tuple(
    fc.dictionary(path, node, { maxKeys: 12 }),
    fc.dictionary(fc.constantFrom('/w/.gitignore', '/w/k/.bulwarkignore', '/w/sub/.gitignore'), rules),
  )
  .map(([nodes, ignores]) => {
    const all: Record<string, MemoryNode> = { '/w/seed.yaml': '', '/x/out.yaml': '', ...nodes, ...ignores };
    const isFile = (at: string): boolean => Object.keys(all).every((other) => !other.startsWith(`${at}/`));
    return Object.fromEntries(Object.entries(all).filter(([at]) => isFile(at)));
  });

function leadsToFolder(fs: FileSystem, at: string): boolean {
  try {
    return fs.kindOf(at) === 'folder';
  } catch {
    return false;
  }
}

test('every manifest is accounted for exactly once, and so is every document', () => {
  fc.assert(
    fc.property(tree, (nodes) => {
      const fs = memoryFileSystem(nodes);
      const { coverage } = load(['.'], { fs, cwd: '/w' }).inventory;
      const paths = coverage.files.map((file) => file.path);
      expect(new Set(paths).size).toBe(paths.length);
      for (const at of Object.keys(nodes)) {
        if (!at.startsWith('/w/') || !isManifestPath(at) || leadsToFolder(fs, at)) continue;
        // It has a record of its own, or its folder has.
        const shown = at.slice('/w/'.length);
        const covering = paths.filter((own) => own === shown || (own.endsWith('/') && shown.startsWith(own)));
        expect([shown, covering.length]).toEqual([shown, 1]);
      }
      expect(coverage.failed).toHaveLength(coverage.documents.failed);
      expect(coverage.notRendered).toHaveLength(coverage.documents.notRendered);
      for (const file of coverage.files) expect(file.reason === undefined).toBe(file.status === 'scanned');
    }),
    { numRuns: 300 },
  );
});

test('the same tree gives the same result, whatever order its folders are listed in', () => {
  fc.assert(
    fc.property(tree, (nodes) => {
      const fs = memoryFileSystem(nodes);
      const forwards = load(['.'], { cwd: '/w', fs: { ...fs, list: (folder) => fs.list(folder).toReversed() } });
      const backwards = load(['.'], { cwd: '/w', fs });
      expect(forwards.inventory.coverage).toEqual(backwards.inventory.coverage);
      expect(forwards.inventory.objects.map(({ origin }) => origin?.file.path)).toEqual(
        backwards.inventory.objects.map(({ origin }) => origin?.file.path),
      );
    }),
  );
});

test('no bytes make it throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 80 }), fc.string({ maxLength: 80 })), (content) => {
      const { coverage } = load(['a.yaml'], { fs: memoryFileSystem({ '/w/a.yaml': content }), cwd: '/w' }).inventory;
      expect(coverage.files).toHaveLength(1);
    }),
  );
});
