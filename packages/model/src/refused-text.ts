import { isArray, isObject, valueAt, type Json } from './json.ts';
import { formatPath, type Path } from './path.ts';

/** A field of text that holds something else, so that the API server refuses the object. */
export interface RefusedText {
  readonly path: Path;
  /** What it holds instead, and the way out. */
  readonly reason: string;
}

/**
 * The field at `path` where it must be text and is not: `name: off` is false in YAML, `name: 123` a number. The server's
 * decoder refuses such an object (a string field of encoding/json takes no other kind of value); null is as good as nothing.
 */
export function refusedText(root: Json | undefined, path: Path): RefusedText | undefined {
  const value = valueAt(root, path);
  if (value === undefined || value === null || typeof value === 'string') return undefined;
  const field = formatPath(path);
  if (isObject(value) || isArray(value))
    return { path, reason: `${field} is a ${isArray(value) ? 'list' : 'map'}, not text, and the API server refuses it` };
  return { path, reason: `${field} is read as ${value}, not as text, and the API server refuses it: put it in quotes` };
}
