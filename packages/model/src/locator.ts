import type { Path } from './path.ts';

/** A stretch of a file's text: UTF-16 code units, `end` exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Where a node stands: its value, and its key where it is a member of a map. */
export interface NodeRange {
  readonly key: Range | undefined;
  readonly value: Range;
}

/** Finds the text of a field. What comes from text has one; live objects have none. */
export interface Locator {
  /** The range of the node at `path`, or undefined where the text holds no such node. */
  find(path: Path): NodeRange | undefined;
  /** The same document seen from the node at `path`: how an item of a List becomes an object of its own. */
  below(path: Path): Locator;
}

/** The deepest node on the way to `path` that the text holds, and how many steps of the path lead to it. */
export function nearest(locator: Locator, path: Path): { readonly node: NodeRange; readonly depth: number } | undefined {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = locator.find(path.slice(0, depth));
    if (node !== undefined) return { node, depth };
  }
  return undefined;
}
