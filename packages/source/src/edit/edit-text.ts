import type { Edit, Path } from '@bulwark/model';

import { isJsonText } from '../read-documents.ts';
import { readJson } from '../json/read-json.ts';
import { splitStream } from '../yaml/split-stream.ts';
import { readTree } from './document-tree.ts';
import { editAll } from './edit-all.ts';
import { spliced, type Splice } from './splice.ts';

/** Edits of one object: the number of its document in the file, and where the object stands in it (`['items', 2]` in a List). */
export interface DocumentEdits {
  readonly document: number;
  readonly within?: Path;
  readonly edits: readonly Edit[];
}

export interface RefusedEdit {
  readonly document: number;
  /** As it was asked for: the very object. */
  readonly edit: Edit;
  readonly reason: string;
}

export interface EditNote {
  readonly document: number;
  readonly edit: Edit;
  readonly note: string;
}

export interface EditedText {
  readonly text: string;
  /** Stretches of the old text that changed and what stands there now, in order. */
  readonly changes: readonly Splice[];
  readonly refused: readonly RefusedEdit[];
  /** What was done beyond the edit itself: an alias that became a copy. */
  readonly notes: readonly EditNote[];
}

/**
 * A file's text with edits made in it. What is read from an edited document is what `applyEdits` makes of its value, without
 * the edits that are refused; every byte that no edit is about stays as it is.
 */
export function editText(text: string, edits: readonly DocumentEdits[]): EditedText {
  const json = isJsonText(text);
  const stretches = stretchesOf(text, json);
  const refused: RefusedEdit[] = [];
  const notes: EditNote[] = [];
  const changes: Splice[] = [];
  const asked = new Map<Edit, Edit>();
  const told = (edit: Edit): Edit => asked.get(edit) ?? edit;
  for (const [document, own] of byDocument(edits, asked)) {
    const stretch = stretches[document];
    const tree = stretch === undefined ? undefined : readTree(text.slice(stretch.start, stretch.end), json);
    if (stretch === undefined || tree === undefined) {
      const reason = stretch === undefined ? 'the file has no such document' : 'the document cannot be read';
      refused.push(...own.map((edit) => ({ document, edit: told(edit), reason })));
      continue;
    }
    const made = editAll(tree, own, text);
    refused.push(...made.refused.map(([edit, reason]) => ({ document, edit: told(edit), reason })));
    notes.push(...made.notes.map(([edit, note]) => ({ document, edit: told(edit), note })));
    changes.push(...made.changes.map((change) => moved(change, stretch.start)));
  }
  changes.sort((a, b) => a.start - b.start);
  return { text: spliced(text, changes), changes, refused, notes };
}

function moved({ start, end, text }: Splice, by: number): Splice {
  return { start: start + by, end: end + by, text };
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

const BYTE_ORDER_MARK = '\ufeff';

/** Where the documents stand that can be edited; the byte order mark is none of the first one's. */
function stretchesOf(text: string, json: boolean): (Stretch | undefined)[] {
  const whole = json || text === '' || text.endsWith('\n') ? text : `${text}\n`;
  const documents = json ? readJson(text) : splitStream(whole);
  if (!Array.isArray(documents)) return [];
  return documents.map(({ start, end, error }) => {
    if (error !== undefined) return undefined;
    return { start: text.startsWith(BYTE_ORDER_MARK, start) ? start + 1 : start, end: Math.min(end, text.length) };
  });
}

/** The edits of each document, as edits of the whole of it; `asked` takes which each of them was. */
function byDocument(edits: readonly DocumentEdits[], asked: Map<Edit, Edit>): ReadonlyMap<number, readonly Edit[]> {
  const grouped = new Map<number, Edit[]>();
  for (const { document, within = [], edits: own } of edits) {
    const group = grouped.get(document) ?? [];
    grouped.set(document, group);
    for (const edit of own) {
      const whole = within.length === 0 ? edit : { ...edit, path: [...within, ...edit.path] };
      asked.set(whole, edit);
      group.push(whole);
    }
  }
  return grouped;
}
