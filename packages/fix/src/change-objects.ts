import { applyEdits, isObject, valueAt, type Edit, type Json, type KubeObject } from '@bulwark/model';
import type { DocumentEdits, ParsedDocument } from '@bulwark/source';
import { differences } from './differences.ts';
import type { EditText } from './fix-result.ts';
import { passing } from './passing.ts';
import { readText, whyNotProved, type ReadText } from './prove-text.ts';

/** The edits of one object. */
export interface Change {
  readonly object: KubeObject;
  readonly edits: readonly Edit[];
}

export interface ChangedText {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

export interface ChangedObjects {
  /** By path. */
  readonly files: readonly ChangedText[];
  /** The objects whose edits are not made, and why. */
  readonly refused: ReadonlyMap<KubeObject, string>;
}

export interface ChangeOptions {
  readonly textOf: (path: string) => string | undefined;
  readonly edit: EditText;
  /** Why a file cannot be changed, whatever stands in it; undefined where it can. */
  readonly whyNot: (path: string) => string | undefined;
}

/**
 * Makes edits of objects in the texts of their files, as far as that is proved: the file is read again, the objects have the
 * edited values, and nothing else in it differs. An object for which it is not so keeps its text. Writes nothing.
 */
export function changeObjects(changes: readonly Change[], { textOf, edit, whyNot }: ChangeOptions): ChangedObjects {
  const refused = new Map<KubeObject, string>();
  const files: ChangedText[] = [];
  for (const [path, own] of Map.groupBy(changes, ({ object }) => object.origin?.file.path ?? '')) {
    const text = path === '' ? undefined : textOf(path);
    const reason = path === '' ? 'it stands in no file' : text === undefined ? `${path} can no longer be read` : whyNot(path);
    if (reason !== undefined || text === undefined) {
      for (const { object } of own) refused.set(object, reason ?? '');
      continue;
    }
    const after = changedText(readText(text), own, edit, refused);
    if (after !== text) files.push({ path, before: text, after });
  }
  return { files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)), refused };
}

function changedText(before: ReadText, changes: readonly Change[], edit: EditText, refused: Map<KubeObject, string>): string {
  const here = changes.filter(({ object }) => {
    const isHere = stands(before.documents, object);
    if (!isHere) refused.set(object, 'it is made of a template, or its file has changed: what it is made of has to be changed');
    return isHere;
  });
  const edited = (some: readonly Change[]): readonly DocumentEdits[] => some.map(editsOf);
  const { good, bad } = passing(here, (some) => whyNotProved(before, edit(before.text, edited(some)), edited(some)));
  for (const [{ object }, reason] of bad) refused.set(object, reason);
  return good.length === 0 ? before.text : edit(before.text, edited(good)).text;
}

/** Whether the text says what was read of it. An item of a List may have its kind from the List. */
function stands(documents: readonly ParsedDocument[], { origin, value, apiVersion, kind }: KubeObject): boolean {
  const found: Json | undefined = valueAt(
    origin === undefined ? undefined : documents[origin.document]?.value,
    origin?.within ?? [],
  );
  return isObject(found) && differences({ apiVersion, kind, ...found }, value).length === 0;
}

function editsOf({ object: { origin, value }, edits }: Change): DocumentEdits {
  const document = origin?.document ?? 0;
  // What changes nothing need not be made.
  const needed = edits.filter((edit) => applyEdits(value, [edit]) !== value);
  return { document, ...(origin?.within !== undefined && { within: origin.within }), edits: needed };
}
