import { isSameJson, applyEdits, difference, isArray, isObject, valueAt, type Edit, type Json } from '@bulwark/model';

import { reread, type DocumentTree } from './document-tree.ts';
import { nextStep } from './plan.ts';
import type { Splice } from './splice.ts';
import type { Style } from './style.ts';

/** What became of one edit: the text after it and how it came about, or why it was not made. */
export type Outcome =
  | { readonly tree: DocumentTree; readonly splices: readonly (readonly Splice[])[]; readonly notes: readonly string[] }
  | { readonly refused: string };

/** More steps than any edit takes: each of them frees an alias or removes a repeated key. */
const MOST_STEPS = 200;

/** Makes one edit in the text of a document. What is read from the new text is what the edit makes of the value, or it is refused. */
export function editDocument(tree: DocumentTree, edit: Edit, style: Style): Outcome {
  const expected = applyEdits(tree.value, [edit]);
  if (expected === tree.value) return { refused: misfit(edit) };
  if (isWithoutEffect(edit, tree.value)) return { tree, splices: [], notes: [] };
  const parts = inParts(tree.value, edit);
  const small = parts === undefined ? undefined : partwise(tree, parts, style);
  const made = small ?? stepwise(tree, edit, style);
  return 'refused' in made ? stepwise(tree, edit, { ...style, literal: false }) : made;
}

/** Whether the value is already what the edit makes of it. */
export function isWithoutEffect(edit: Edit, value: Json): boolean {
  return (edit.op === 'set' || edit.op === 'replace') && isSameJson(valueAt(value, edit.path), edit.value);
}

/** Why an edit does not fit a value. */
export function misfit(edit: Edit): string {
  if (edit.op === 'delete' || edit.op === 'replace') return 'there is no such field';
  return edit.op === 'set' ? 'the path leads through a value that is no map or list' : 'there is no list, or it is too short';
}

/** A map in place of a map as edits of its members, so that comments and order stay. */
export function inParts(value: Json, edit: Edit): readonly Edit[] | undefined {
  if (edit.op !== 'set' && edit.op !== 'replace') return undefined;
  const old = valueAt(value, edit.path);
  const isBoth = (isObject(old) && isObject(edit.value)) || (isArray(old) && isArray(edit.value));
  return isBoth && old !== undefined ? difference(old, edit.value, edit.path) : undefined;
}

function partwise(tree: DocumentTree, edits: readonly Edit[], style: Style): Outcome | undefined {
  let now = tree;
  const splices: (readonly Splice[])[] = [];
  const notes: string[] = [];
  for (const edit of edits) {
    const outcome = stepwise(now, edit, style);
    if ('refused' in outcome) return undefined;
    now = outcome.tree;
    splices.push(...outcome.splices);
    notes.push(...outcome.notes);
  }
  return { tree: now, splices, notes };
}

function stepwise(tree: DocumentTree, edit: Edit, style: Style): Outcome {
  const expected = applyEdits(tree.value, [edit]);
  let now = tree;
  const splices: (readonly Splice[])[] = [];
  const notes: string[] = [];
  for (let count = 0; count < MOST_STEPS; count++) {
    const step = nextStep(edit, { text: now.text, json: now.json, style, tree: now, expected });
    if (step === undefined) break;
    const next = reread(now, step.splices);
    if (next === undefined) return { refused: `the text around it has a form in which this cannot be written (${edit.op})` };
    if (!isSameJson(next.value, step.prepares === true ? tree.value : expected)) break;
    now = next;
    splices.push(step.splices);
    if (step.note !== undefined) notes.push(step.note);
    if (step.prepares !== true) return { tree: now, splices, notes };
  }
  return { refused: `the text around it has a form in which this would change something else (${edit.op})` };
}
