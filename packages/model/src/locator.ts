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

/** A node on the way along a path, and how many steps of the path lead to it. */
export interface ReachedNode {
  readonly node: NodeRange;
  readonly depth: number;
}

/** Finds the text of a field. What comes from text has one; live objects have none. */
export interface Locator {
  /** The range of the node at `path`, or undefined where the text holds no such node. */
  find(path: Path): NodeRange | undefined;
  /** The deepest node on the way to `path` that the text holds; undefined where it does not even hold the object. */
  nearest(path: Path): ReachedNode | undefined;
  /** The same document seen from the node at `path`: how an item of a List becomes an object of its own. */
  below(path: Path): Locator;
}
