import { applyEdits, formatPath, type Edit } from '@bulwark/model';
import { readDocuments, type DocumentEdits, type EditedText, type ParsedDocument } from '@bulwark/source';
import { differences, strayDifference } from './differences.ts';

/** A text before it is edited, with its documents. */
export interface ReadText {
  readonly text: string;
  readonly documents: readonly ParsedDocument[];
}

export function readText(text: string): ReadText {
  return { text, documents: readDocuments(text) };
}

/**
 * Why an edited text is not what its edits ask for; undefined where it is: it parses, the documents that are edited have the
 * edited values and differ nowhere else, and all others are the same to the byte.
 */
export function whyNotProved(before: ReadText, edited: EditedText, edits: readonly DocumentEdits[]): string | undefined {
  const [refused] = edited.refused;
  if (refused !== undefined) return refused.reason;
  if (spliced(before.text, edited.changes) !== edited.text) return 'the text differs from the changes that are reported for it';
  const asked = Map.groupBy(edits, ({ document }) => document);
  if (!edited.changes.every((change) => isInside(change, before.documents, asked)))
    return 'it changes text outside of its document';
  const after = readDocuments(edited.text);
  if (after.length !== before.documents.length) return 'the file has another number of documents afterwards';
  for (const [document, now] of after.entries()) {
    const old = before.documents[document];
    const own = asked.get(document);
    const reason =
      old === undefined ? undefined : own === undefined ? whyOther(before.text, old, edited.text, now) : whyWrong(old, now, own);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function spliced(text: string, changes: EditedText['changes']): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: put } of changes) {
    result += text.slice(at, start) + put;
    at = end;
  }
  return result + text.slice(at);
}

function isInside(
  { start, end }: EditedText['changes'][number],
  documents: readonly ParsedDocument[],
  asked: ReadonlyMap<number, unknown>,
): boolean {
  return documents.some((document, at) => asked.has(at) && document.start <= start && end <= document.end);
}

function whyOther(before: string, old: ParsedDocument, after: string, now: ParsedDocument): string | undefined {
  return before.slice(old.start, old.end) === after.slice(now.start, now.end)
    ? undefined
    : 'it changes another document of its file';
}

function whyWrong(old: ParsedDocument, now: ParsedDocument, own: readonly DocumentEdits[]): string | undefined {
  if (now.error !== undefined) return `the file could not be read afterwards: ${now.error.message}`;
  if (old.value === undefined) return 'the document could not be read';
  const edits = own.flatMap(({ within = [], edits: each }) =>
    each.map((edit): Edit => ({ ...edit, path: [...within, ...edit.path] })),
  );
  const [wrong] = differences(applyEdits(old.value, edits), now.value);
  if (wrong !== undefined) return `${formatPath(wrong)} would not be what the fix asks for`;
  const stray = strayDifference(old.value, now.value, edits);
  return stray === undefined ? undefined : `${formatPath(stray)} would change too`;
}
