import { isSameJson, type Edit } from '@bulwark/model';

import { batchOf, type Batch } from './batch.ts';
import { reread, type DocumentTree } from './document-tree.ts';
import { editDocument } from './edit-document.ts';
import { Patchwork } from './patchwork.ts';
import type { Splice } from './splice.ts';
import { styleOf, type Style } from './style.ts';

/** What became of a document: what changed in it, and what there is to say of its edits. */
export interface EditedDocument {
  readonly changes: readonly Splice[];
  readonly notes: (readonly [edit: Edit, note: string])[];
  readonly refused: (readonly [edit: Edit, reason: string])[];
}

/**
 * Makes edits in a document of `file` as if in their order: as many at once as do not meet, and the others one after the
 * other.
 */
export function editAll(tree: DocumentTree, edits: readonly Edit[], file: string): EditedDocument {
  const work: Work = {
    style: styleOf(tree, file),
    patchwork: new Patchwork(tree.text.length),
    result: { notes: [], refused: [] },
  };
  let now = tree;
  let left = edits;
  let most = edits.length;
  while (left.length > 0) {
    const [first, ...others] = left;
    const batch = batchOf(now, left.slice(0, most), work.style);
    const next = first === undefined || batch.rest[0] === first ? undefined : made(now, batch);
    if (next !== undefined) {
      take(batch, work);
      now = next;
      left = [...batch.rest, ...left.slice(most)];
    } else if (batch.rest[0] !== first && most > 1) {
      most = Math.floor(Math.min(most, left.length) / 2);
      continue;
    } else if (first !== undefined) {
      now = editAlone(now, first, work);
      left = others;
    }
    most = left.length;
  }
  return { changes: work.patchwork.changes(), ...inTheirOrder(work.result, edits) };
}

function take({ splices, notes, refused }: Batch, { patchwork, result }: Work): void {
  patchwork.apply(splices);
  result.notes.push(...notes);
  result.refused.push(...refused);
}

function inTheirOrder({ notes, refused }: Work['result'], edits: readonly Edit[]): Work['result'] {
  const places = new Map(edits.map((edit, index) => [edit, index]));
  const byPlace = ([a]: readonly [Edit, string], [b]: readonly [Edit, string]): number =>
    (places.get(a) ?? 0) - (places.get(b) ?? 0);
  return { notes: notes.toSorted(byPlace), refused: refused.toSorted(byPlace) };
}

/** The document after a batch; undefined where it does not read as it should. */
function made(tree: DocumentTree, { splices, expected }: Batch): DocumentTree | undefined {
  if (splices.length === 0) return tree;
  const next = reread(tree, splices);
  return next !== undefined && isSameJson(next.value, expected) ? next : undefined;
}

interface Work {
  readonly style: Style;
  readonly patchwork: Patchwork;
  readonly result: Omit<EditedDocument, 'changes'>;
}

function editAlone(tree: DocumentTree, edit: Edit, { style, patchwork, result }: Work): DocumentTree {
  const outcome = editDocument(tree, edit, style);
  if ('refused' in outcome) {
    result.refused.push([edit, outcome.refused]);
    return tree;
  }
  for (const splices of outcome.splices) patchwork.apply(splices);
  result.notes.push(...outcome.notes.map((note) => [edit, note] as const));
  return outcome.tree;
}
