import type { Edit } from '@bulwark/model';

import { batchOf, type Batch } from './batch.ts';
import { readTree, type DocumentTree } from './document-tree.ts';
import { editDocument } from './edit-document.ts';
import { Patchwork } from './patchwork.ts';
import { isSameJson } from './same-json.ts';
import { spliced, type Splice } from './splice.ts';
import { styleOf, type Style } from './style.ts';

/** What became of a document: what changed in it, and what there is to say of its edits. */
export interface EditedDocument {
  readonly changes: readonly Splice[];
  readonly notes: (readonly [edit: Edit, note: string])[];
  readonly refused: (readonly [edit: Edit, reason: string])[];
}

/** Makes edits in a document, in their order: as many at once as do not meet, and the others one after the other. */
export function editAll(tree: DocumentTree, edits: readonly Edit[]): EditedDocument {
  const style = styleOf(tree);
  const patchwork = new Patchwork(tree.text.length);
  const result: Omit<EditedDocument, 'changes'> = { notes: [], refused: [] };
  let now = tree;
  let most = edits.length;
  for (let at = 0; at < edits.length;) {
    const batch = batchOf(now, edits.slice(at, at + most), style);
    const next = batch.count === 0 ? undefined : made(now, batch);
    if (next === undefined && batch.count > 1) {
      most = Math.floor(batch.count / 2);
      continue;
    }
    if (next !== undefined) {
      patchwork.apply(batch.splices);
      result.notes.push(...batch.notes);
      result.refused.push(...batch.refused);
      now = next;
      at += batch.count;
    } else {
      const edit = edits[at];
      if (edit !== undefined) now = editAlone(now, edit, { style, patchwork, result });
      at++;
    }
    most = edits.length;
  }
  return { changes: patchwork.changes(), ...result };
}

/** The document after a batch; undefined where it does not read as it should. */
function made(tree: DocumentTree, { splices, expected }: Batch): DocumentTree | undefined {
  if (splices.length === 0) return tree;
  const next = readTree(spliced(tree.text, splices), tree.json);
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
