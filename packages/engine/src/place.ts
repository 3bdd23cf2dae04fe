import {
  isArray,
  isObject,
  lately,
  positionAt,
  valueAt,
  type Json,
  type KubeObject,
  type Locator,
  type NodeRange,
  type Path,
  type Place,
  type Range,
} from '@bulwark/model';

/**
 * Where `path` of an object stands in its file. A field with a scalar is shown from its key to its end, any other by its
 * key; of a list item without a key the first key is shown. Where the field is not there, its nearest ancestor is shown
 * and the place is not exact. Undefined for objects that come from no text.
 */
export function placeOf(object: KubeObject, path: Path): Place | undefined {
  if (object.origin === undefined) return undefined;
  const { file, locator } = object.origin;
  const found = locator.nearest(path);
  const depth = found?.depth ?? 0;
  const shown = path.slice(0, depth);
  const exact = found !== undefined && depth === path.length;
  const range =
    found === undefined ? { start: 0, end: 0 } : rangeOf(found.node, locator, shown, valueAt(object.value, shown), exact);
  const start = positionAt(file, range.start);
  const end = positionAt(file, range.end);
  return { file: file.path, line: start.line, column: start.column, endLine: end.line, endColumn: end.column, exact };
}

function rangeOf(node: NodeRange, locator: Locator, path: Path, value: Json | undefined, exact: boolean): Range {
  const { key } = node;
  const scalar = !isObject(value) && !isArray(value);
  if (key === undefined) return scalar ? node.value : (knownFirstKey(node.value, locator, path, value) ?? node.value);
  // The value of an alias may stand elsewhere than its key: then the key alone is shown.
  if (exact && scalar && node.value.start >= key.start) return { start: key.start, end: Math.max(key.end, node.value.end) };
  return key;
}

/** More levels than any document that is read has. */
const DEEPEST = 4096;
/** By where the node starts and how deep it lies, which no two nodes of a document share. */
const firstKeysIn = lately((_locator: Locator) => new Map<number, Range | undefined>());

/** The same, found once: what a container lacks is shown at its first key, and it may lack a dozen things. */
function knownFirstKey(inside: Range, locator: Locator, path: Path, value: Json | undefined): Range | undefined {
  const known = firstKeysIn(locator);
  const at = inside.start * DEEPEST + path.length;
  const before = known.get(at);
  if (before !== undefined) return before;
  const found = firstKey(inside, locator, path, value);
  known.set(at, found);
  return found;
}

/** The first key inside a node that has none of its own. Keys that a merge (`<<`) brings in stand elsewhere. */
function firstKey(inside: Range, locator: Locator, path: Path, value: Json | undefined): Range | undefined {
  if (isArray(value)) return firstItem(inside, locator, path, value[0]);
  let first: Range | undefined;
  for (const name of isObject(value) ? Object.keys(value) : []) {
    const key = locator.find([...path, name])?.key;
    if (key === undefined || key.start < inside.start || key.end > inside.end) continue;
    if (first === undefined || key.start < first.start) first = key;
  }
  return first;
}

function firstItem(inside: Range, locator: Locator, path: Path, item: Json | undefined): Range | undefined {
  const node = locator.find([...path, 0]);
  if (node === undefined || node.value.start < inside.start || node.value.end > inside.end) return undefined;
  return rangeOf(node, locator, [...path, 0], item, false);
}
