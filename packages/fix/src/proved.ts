import type { Candidate } from './merge-edits.ts';
import type { Tree } from './tree.ts';

export interface Proved {
  /** The fixes that hold, some of them with what else they need. */
  readonly sets: Map<number, readonly Candidate[]>;
  /** The tree with all of these. */
  readonly tree: Tree;
  readonly failed: Failed;
}

/** Why fixes fail, by the number of their object. */
export type Failed = readonly { readonly at: number; readonly candidate: Candidate; readonly reason: string }[];
