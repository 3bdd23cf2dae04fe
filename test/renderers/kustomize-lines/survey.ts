import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { isArray, isObject, type Json, type Path } from '@bulwark/model';
import { isKustomization, renderKustomize, type MappedPlace, type Rendered, type Spawn } from '@bulwark/render';
import { nodeFileSystem, readDocuments } from '@bulwark/source';

/** A scalar of a render, and where the map says that it comes from. */
export interface MappedField {
  readonly document: number;
  readonly path: Path;
  readonly value: Json;
  readonly source: MappedPlace['source'];
}

export interface RenderedFolder {
  readonly folder: string;
  readonly rendered: Rendered;
  readonly fields: readonly MappedField[];
}

export interface Survey {
  readonly kustomizations: number;
  readonly version: string;
  readonly rendered: readonly RenderedFolder[];
  /** How many were not rendered, by why. */
  readonly failures: ReadonlyMap<string, number>;
  readonly builds: number;
}

/** Renders every kustomization below `root`, and asks for every field where it comes from. */
export function survey(root: string, spawn: Spawn): Survey {
  let builds = 0;
  const counting: Spawn = (...args) => {
    builds++;
    return spawn(...args);
  };
  const folders = foldersIn(root);
  const rendered: RenderedFolder[] = [];
  const failures = new Map<string, number>();
  for (const folder of folders) {
    const result = renderKustomize(folder, { cwd: root, spawn: counting });
    if ('reason' in result) {
      const why = kindOfFailure(result.reason);
      failures.set(why, (failures.get(why) ?? 0) + 1);
    } else rendered.push({ folder, rendered: result, fields: fieldsOf(result) });
  }
  return { kustomizations: folders.length, version: rendered[0]?.rendered.version ?? 'none', rendered, failures, builds };
}

function foldersIn(root: string): string[] {
  const found: string[] = [];
  const open = ['.'];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (isKustomization(join(root, at), nodeFileSystem)) found.push(at);
    for (const entry of readdirSync(join(root, at), { withFileTypes: true })) {
      if (entry.isDirectory()) open.push(join(at, entry.name));
    }
  }
  return found.toSorted();
}

const FAILURES: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/ is remote, /, 'remote'],
  [/helm make objects/, 'helm charts'],
  [/ is not there$/, 'missing files'],
  [/no resource matches|nothing selected by|no matches for Id/, 'components without their base'],
];

function kindOfFailure(reason: string): string {
  return FAILURES.find(([pattern]) => pattern.test(reason))?.[1] ?? reason;
}

function fieldsOf(rendered: Rendered): MappedField[] {
  return readDocuments(rendered.text).flatMap(({ value }, document) =>
    leavesOf(value ?? null).map((leaf) => ({
      document,
      ...leaf,
      source: rendered.map.at({ document, path: leaf.path, line: 1 }).source,
    })),
  );
}

export function leavesOf(value: Json, path: Path = []): { readonly path: Path; readonly value: Json }[] {
  if (isArray(value)) return value.flatMap((item, index) => leavesOf(item, [...path, index]));
  if (isObject(value)) return Object.keys(value).flatMap((key) => leavesOf(value[key] ?? null, [...path, key]));
  return [{ path, value }];
}
