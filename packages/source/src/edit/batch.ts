import { applyEdits, isArray, isObject, valueAt, type Edit, type Json, type Path } from '@bulwark/model';

import type { DocumentTree } from './document-tree.ts';
import { inParts, isWithoutEffect, misfit } from './edit-document.ts';
import { nextStep } from './plan.ts';
import { Splices, type Splice } from './splice.ts';
import type { Style } from './style.ts';

/** Edits that do not meet: all can be made at once, and the text is read again only once. */
export interface Batch {
  readonly splices: readonly Splice[];
  /** The value after them. */
  readonly expected: Json;
  readonly notes: readonly (readonly [edit: Edit, note: string])[];
  readonly refused: readonly (readonly [edit: Edit, reason: string])[];
  /** The edits that must wait for others, or take several steps. */
  readonly rest: readonly Edit[];
}

/** Those of `edits` that can be made at once. The first one is among the rest where it takes several steps. */
export function batchOf(tree: DocumentTree, edits: readonly Edit[], style: Style): Batch {
  const touched = new Touched();
  const splices = new Splices();
  const notes: [Edit, string][] = [];
  const refused: [Edit, string][] = [];
  const taken: Edit[] = [];
  const rest: Edit[] = [];
  for (const edit of edits) {
    // What waits stands in the way of what comes after it, too.
    if (!touched.add(touchedPath(edit, tree.value))) rest.push(edit);
    else if (applyEdits(tree.value, [edit]) === tree.value) refused.push([edit, misfit(edit)]);
    else if (!isWithoutEffect(edit, tree.value)) {
      const made = withEdit(tree, edit, style);
      if (made !== undefined && splices.add(made.splices)) {
        taken.push(edit);
        notes.push(...made.notes.map((note): [Edit, string] => [edit, note]));
      } else rest.push(edit);
    }
  }
  return { splices: splices.all, expected: applyEdits(tree.value, taken), notes, refused, rest };
}

interface Made {
  readonly splices: readonly Splice[];
  readonly notes: readonly string[];
}

/** What one edit does; undefined where it takes several steps. */
function withEdit(tree: DocumentTree, edit: Edit, style: Style): Made | undefined {
  const touched = new Touched();
  const splices: Splice[] = [];
  const notes: string[] = [];
  for (const part of inParts(tree.value, edit) ?? [edit]) {
    if (!touched.add(touchedPath(part, tree.value))) return undefined;
    const expected = applyEdits(tree.value, [part]);
    if (expected === tree.value) return undefined;
    const step = nextStep(part, { text: tree.text, json: tree.json, style, tree, expected });
    if (step === undefined || step.prepares === true) return undefined;
    splices.push(...step.splices);
    if (step.note !== undefined) notes.push(step.note);
  }
  return { splices, notes };
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

/** The nodes that edits are about. */
class Touched {
  readonly #own = new Set<string>();
  readonly #above = new Set<string>();

  /** Notes a node, whatever is the answer; false where it lies in another one, or another one in it. */
  add(path: Path): boolean {
    const names = ['', ...path.map((_, depth) => JSON.stringify(path.slice(0, depth + 1)))];
    const name = names.at(-1) ?? '';
    const isFree = !this.#above.has(name) && !names.some((above) => this.#own.has(above));
    this.#own.add(name);
    for (const above of names.slice(0, -1)) this.#above.add(above);
    return isFree;
  }
}
