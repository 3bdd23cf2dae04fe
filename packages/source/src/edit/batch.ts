import { applyEdits, isArray, isObject, valueAt, type Edit, type Json, type Path } from '@bulwark/model';

import type { DocumentTree } from './document-tree.ts';
import { inParts, isWithoutEffect, misfit } from './edit-document.ts';
import { nextStep } from './plan.ts';
import { isInOrder, type Splice } from './splice.ts';
import type { Style } from './style.ts';

/** Edits that follow one another and do not meet: all can be made at once, and the text is read again only once. */
export interface Batch {
  /** How many edits it holds. */
  readonly count: number;
  readonly splices: readonly Splice[];
  /** The value after them. */
  readonly expected: Json;
  readonly notes: readonly (readonly [edit: Edit, note: string])[];
  readonly refused: readonly (readonly [edit: Edit, reason: string])[];
}

/** As many of `edits` as can be made at once, from the first on; none where the first one takes several steps. */
export function batchOf(tree: DocumentTree, edits: readonly Edit[], style: Style): Batch {
  const touched = new Touched();
  const splices: Splice[] = [];
  const notes: [Edit, string][] = [];
  const refused: [Edit, string][] = [];
  let expected = tree.value;
  let count = 0;
  for (const edit of edits) {
    const after = applyEdits(expected, [edit]);
    if (after === expected) refused.push([edit, misfit(edit)]);
    else if (!isWithoutEffect(edit, expected)) {
      const made = withEdit(tree, edit, { touched, style, splices });
      if (made === undefined) break;
      splices.push(...made.splices);
      notes.push(...made.notes.map((note): [Edit, string] => [edit, note]));
      expected = after;
    }
    count++;
  }
  return { count, splices, expected, notes, refused };
}

interface Gathering {
  readonly touched: Touched;
  readonly style: Style;
  readonly splices: readonly Splice[];
}

interface Made {
  readonly splices: readonly Splice[];
  readonly notes: readonly string[];
}

/** What one more edit does; undefined where it needs what those before it have done. */
function withEdit(tree: DocumentTree, edit: Edit, { touched, style, splices }: Gathering): Made | undefined {
  const parts = inParts(tree.value, edit) ?? [edit];
  const own: Splice[] = [];
  const notes: string[] = [];
  for (const part of parts) {
    if (!touched.add(touchedPath(part, tree.value))) return undefined;
    const expected = applyEdits(tree.value, [part]);
    if (expected === tree.value) return undefined;
    const step = nextStep(part, { text: tree.text, json: tree.json, style, tree, expected });
    if (step === undefined || step.prepares === true) return undefined;
    own.push(...step.splices);
    if (step.note !== undefined) notes.push(step.note);
  }
  return isInOrder([...splices, ...own]) ? { splices: own, notes } : undefined;
}

/** The node that an edit is about: up to the first member that is not there, and the list whose items move. */
function touchedPath({ op, path }: Edit, value: Json): Path {
  const holder = path.slice(0, -1);
  if (op === 'insert' || (op === 'delete' && isArray(valueAt(value, holder)))) return holder;
  let reached = value;
  for (const [depth, step] of path.entries()) {
    const next = valueAt(reached, [step]);
    if (next === undefined) return isObject(reached) ? path.slice(0, depth + 1) : path.slice(0, depth);
    reached = next;
  }
  return path;
}

/** The nodes that edits are about, none of them in another. */
class Touched {
  readonly #own = new Set<string>();
  readonly #above = new Set<string>();

  /** Notes a node; false where it lies in another one, or another one in it. */
  add(path: Path): boolean {
    const names = ['', ...path.map((_, depth) => JSON.stringify(path.slice(0, depth + 1)))];
    const name = names.at(-1) ?? '';
    if (this.#above.has(name) || names.some((above) => this.#own.has(above))) return false;
    this.#own.add(name);
    for (const above of names.slice(0, -1)) this.#above.add(above);
    return true;
  }
}
