import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { formatPath, stringAt, valueAt } from '@bulwark/model';
import { renderKustomize, type Rendered, type Spawn } from '@bulwark/render';
import { readDocuments } from '@bulwark/source';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentOf, expectedPlaces, textsOf, writeTree, type ExpectedPlace } from './kustomizations/places.ts';
import { trees } from './kustomizations/trees.ts';
import { rendererPath } from './renderers.ts';
import { spawnIn } from './run-program.ts';

const kustomize = rendererPath('kustomize');
const onlyKubectl: Spawn = (command, args, options) =>
  command === 'kustomize' ? { status: undefined, stdout: new Uint8Array(), stderr: '' } : spawnIn([])(command, args, options);
const hasKubectl = onlyKubectl('kubectl', ['version', '--client'], { cwd: tmpdir() }).status === 0;

const programs: readonly { readonly name: string; readonly spawn: Spawn; readonly isHere: boolean }[] = [
  { name: 'kustomize', spawn: spawnIn('path' in kustomize ? [dirname(kustomize.path)] : []), isHere: 'path' in kustomize },
  { name: 'kubectl', spawn: onlyKubectl, isHere: hasKubectl },
];

let root = '';
const usual = process.env['TMPDIR'];
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'bulwark-kustomize-test-'));
  mkdirSync(join(root, 'tmp'));
  process.env['TMPDIR'] = join(root, 'tmp');
});
afterAll(() => {
  if (usual === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = usual;
  rmSync(root, { recursive: true, force: true });
});

describe.for(programs)('places of what $name renders', ({ name, spawn, isHere }) => {
  test.skipIf(!isHere).for(trees.map((tree, index) => ({ ...tree, index })))('$title', (tree) => {
    const folder = join(root, `${name}-${tree.index}`);
    writeTree(folder, tree.files);
    const rendered = renderKustomize(tree.build ?? 'overlay', { cwd: folder, spawn });
    if ('reason' in rendered) throw new Error(`${rendered.reason} ${JSON.stringify(rendered.place)}`);
    const places = expectedPlaces(tree);
    expect(places.length).toBeGreaterThan(0);
    const told = places.map((place) => ({ ...place, said: sourceOf(rendered, place) }));
    expect(told.map(({ said, kind, path }) => `${kind} ${path.join('.')}: ${said}`)).toEqual(
      told.map(({ file, line, kind, path }) => `${kind} ${path.join('.')}: ${file}:${line} exact`),
    );
    for (const place of places) expect(targetIn(rendered, place, tree.files)).toBe('as it is');
    expect(readdirSync(join(root, 'tmp'))).toEqual([]);
    expect(textsOf(folder, tree.files)).toEqual(tree.files);
    expect(rendered.sources).toEqual(Object.keys(tree.files).toSorted());
  });
});

function sourceOf(rendered: Rendered, place: ExpectedPlace): string {
  const document = documentOf(rendered.text, place.kind, place.name);
  if (document === -1) return `there is no ${place.kind}/${place.name}`;
  const { source } = rendered.map.at({ document, path: place.path, line: 1 });
  return `${source.file}:${source.line} ${source.precision}`;
}

/** Whether the field that an edit of a rendered field belongs into has the value that was rendered; no such field is none to edit. */
function targetIn(rendered: Rendered, { kind, name, path }: ExpectedPlace, files: Readonly<Record<string, string>>): string {
  const document = documentOf(rendered.text, kind, name);
  const target = rendered.map.target?.({ document, path, line: 1 });
  const value = valueAt(readDocuments(rendered.text)[document]?.value, path);
  if (target === undefined || typeof value === 'object' || value === undefined) return 'as it is';
  const outer = readDocuments(files[target.file] ?? '')[target.document]?.value;
  const { inner } = target;
  const given =
    inner === undefined
      ? valueAt(outer, target.path)
      : valueAt(readDocuments(stringAt(outer, ...target.path) ?? '')[inner.document]?.value, inner.path);
  return given === value ? 'as it is' : `${kind}/${name} ${formatPath(path)}: ${JSON.stringify(target)}`;
}
