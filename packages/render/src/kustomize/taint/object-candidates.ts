import { isArray, isObject, member, stringAt, valueAt, type Json, type JsonObject, type Path } from '@bulwark/model';
import { listKey } from '@bulwark/schema';

import type { BuildFacts, Round, Style } from './candidate.ts';

/** A scalar in a document that can be marked. */
export interface MarkableLeaf {
  readonly path: Path;
  readonly value: Json;
  readonly style: Style;
  readonly round: Round;
}

/** The scalars of a document that holds API objects, or patches of them, or a list of JSON Patch operations. */
export function markableLeaves(value: Json, isPatch: boolean, facts: BuildFacts): MarkableLeaf[] {
  const found: MarkableLeaf[] = [];
  if (isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (isObject(item) && stringAt(item, 'op') !== undefined) operationLeaves(item, [index], facts, found);
    }
    return found;
  }
  for (const root of rootsOf(value)) objectLeaves(root.value, root.path, isPatch, facts, found);
  return found;
}

interface Root {
  readonly value: Json;
  readonly path: Path;
}

/** The objects in a document: itself, or the items of the List that it is. */
export function rootsOf(value: Json, path: Path = []): Root[] {
  const items = stringAt(value, 'kind')?.endsWith('List') ? member(value, 'items') : undefined;
  if (!isArray(items)) return [{ value, path }];
  return items.flatMap((item, index) => rootsOf(item, [...path, 'items', index]));
}

/** Of an operation, what it adds; a path that ends in a name says what the value is, as a field would. */
function operationLeaves(operation: JsonObject, path: Path, facts: BuildFacts, found: MarkableLeaf[]): void {
  const value = addedBy(operation);
  if (value === undefined) return;
  const steps = (stringAt(operation, 'path') ?? '').split('/').slice(1).map(unescapeStep);
  visit(value, [], (rest, leaf) => {
    const round = roundOf([...steps, ...rest], leaf, valueAt(value, rest.slice(0, -1)), true, facts);
    if (round !== undefined)
      found.push({ path: [...path, 'value', ...rest], value: leaf, style: styleOf([...steps, ...rest], leaf), round });
  });
}

function addedBy(operation: JsonObject): Json | undefined {
  const op = stringAt(operation, 'op');
  return op === 'add' || op === 'replace' ? member(operation, 'value') : undefined;
}

/** The maps in such a document, the objects themselves too. */
export function markableMaps(value: Json): Path[] {
  const found: Path[] = [];
  if (!isArray(value)) mapsIn(value, [], found);
  else {
    for (const [index, item] of value.entries()) {
      const added = isObject(item) ? addedBy(item) : undefined;
      if (added !== undefined) mapsIn(added, [index, 'value'], found);
    }
  }
  return found;
}

function mapsIn(value: Json, path: Path, found: Path[]): void {
  if (isArray(value)) for (const [index, item] of value.entries()) mapsIn(item, [...path, index], found);
  if (!isObject(value)) return;
  found.push(path);
  for (const key of Object.keys(value)) mapsIn(value[key] ?? null, [...path, key], found);
}

function unescapeStep(step: string): string | number {
  // `-` is behind the last item.
  if (step === '-') return 0;
  return /^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~');
}

function objectLeaves(root: Json, at: Path, isPatch: boolean, facts: BuildFacts, found: MarkableLeaf[]): void {
  visit(root, [], (rest, value) => {
    const round = roundOf(rest, value, valueAt(root, rest.slice(0, -1)), isPatch, facts);
    if (round !== undefined) found.push({ path: [...at, ...rest], value, style: styleOf(rest, value), round });
  });
}

function visit(value: Json, path: Path, leaf: (path: Path, value: Json) => void): void {
  if (isArray(value)) for (const [index, item] of value.entries()) visit(item, [...path, index], leaf);
  else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      const below = value[key];
      if (below !== undefined) visit(below, [...path, key], leaf);
    }
  } else leaf(path, value);
}

function styleOf(path: Path, value: Json): Style {
  return path.at(-1) === 'image' && typeof value === 'string' && value !== '' ? 'image' : 'any';
}

/** What says which object is meant, what a patch is, and what kustomize keeps for itself. */
const IDENTITY = new Set(['apiVersion', 'kind', 'metadata.name', 'metadata.generateName', 'metadata.namespace']);
const OWN_ANNOTATION = /(?:^|\.)config\.(?:kubernetes|k8s)\.io\//;
/** Of what a field refers to. */
const OF_REFERENCE: ReadonlyMap<string, Round> = new Map([
  ['apiVersion', 'kind'],
  ['kind', 'kind'],
  ['apiGroup', 'kind'],
  ['group', 'kind'],
  ['namespace', 'namespace'],
]);

/** `holder` is the map or list that the value stands in. */
function roundOf(path: Path, value: Json, holder: Json | undefined, isPatch: boolean, facts: BuildFacts): Round | undefined {
  if (value === null || isSteering(path) || namesItem(path, holder)) return undefined;
  if (isMeta(path) && facts.labelsDecide) return 'label';
  const key = path.at(-1);
  if (typeof key !== 'string') return roundOfValue(key, value, facts);
  const round = OF_REFERENCE.get(key);
  if (round === undefined) return roundOfValue(key, value, facts);
  // Beside a name it says what the name is of: another name would be written, were it another.
  const isBesideName = stringAt(holder, 'name') !== undefined;
  return isBesideName || isPatch ? undefined : round;
}

function roundOfValue(key: string | number | undefined, value: Json, facts: BuildFacts): Round {
  if (typeof key === 'string' && facts.comparedFields.has(key)) return 'compared';
  return typeof value === 'string' && facts.names.has(value) ? 'name' : 'value';
}

/** What a build is steered by cannot be marked. */
function isSteering(path: Path): boolean {
  if (IDENTITY.has(path.join('.'))) return true;
  if (path.some((step) => typeof step === 'string' && step.startsWith('$'))) return true;
  return isMeta(path) && OWN_ANNOTATION.test(String(path.at(-1)));
}

function isMeta(path: Path): boolean {
  return path.includes('labels') || path.includes('annotations');
}

/** Whether the value is what an item of a list is known by: a patch finds the item by it. */
function namesItem(path: Path, item: Json | undefined): boolean {
  const key = path.at(-1);
  const index = path.at(-2);
  if (typeof key !== 'string' || typeof index !== 'number') return false;
  if (key === 'name') return true;
  const field = path.at(-3);
  if (typeof field !== 'string') return false;
  return listKey(field, item)?.includes(key) ?? false;
}
