import { formatPath, isArray, isObject, valueAt, type Edit, type Json, type JsonObject, type KubeObject } from '@bulwark/model';
import { editText, readDocuments, type DocumentEdits, type ParsedDocument } from '@bulwark/source';

export interface HardenedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

export interface Change {
  readonly object: KubeObject;
  readonly edits: readonly Edit[];
  /** The value of the object with the edits made. */
  readonly value: JsonObject;
}

export interface HardenedFiles {
  /** By path. */
  readonly files: readonly HardenedFile[];
  /** The objects whose edits are not made, and why. */
  readonly refused: ReadonlyMap<KubeObject, string>;
}

/**
 * The files with the edits of their objects made in the text. Each is read again: the objects must have the values that were judged,
 * and all others their old ones. An object for which that is not so keeps its text.
 */
export function hardenFiles(changes: readonly Change[], textOf: (path: string) => string | undefined): HardenedFiles {
  const refused = new Map<KubeObject, string>();
  const files: HardenedFile[] = [];
  for (const [path, own] of Map.groupBy(changes, ({ object }) => object.origin?.file.path ?? '')) {
    const before = path === '' ? undefined : textOf(path);
    if (before === undefined) {
      for (const { object } of own) refused.set(object, path === '' ? 'it stands in no file' : `${path} can no longer be read`);
      continue;
    }
    const after = editedText(before, own, refused);
    if (after !== before) files.push({ path, before, after });
  }
  return { files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)), refused };
}

/** All edits at once; where that fails, those of one object after the other, as far as they go. */
function editedText(before: string, changes: readonly Change[], refused: Map<KubeObject, string>): string {
  const old = readDocuments(before);
  const here = changes.filter(({ object }) => {
    const isHere = isSame(valueIn(old, object), object.value);
    if (!isHere) refused.set(object, 'it is made of a template: change what it is rendered from');
    return isHere;
  });
  const all = tried(before, old, here);
  if (all.why === undefined) return all.text;
  const made: Change[] = [];
  let text = before;
  for (const each of here) {
    const next = tried(before, old, [...made, each]);
    if (next.why !== undefined) refused.set(each.object, next.why);
    else {
      made.push(each);
      text = next.text;
    }
  }
  return text;
}

interface Tried {
  readonly text: string;
  readonly why: string | undefined;
}

function tried(before: string, old: readonly ParsedDocument[], changes: readonly Change[]): Tried {
  const { text, refused } = editText(before, changes.map(editsOf));
  const [first] = refused;
  if (first !== undefined) return { text: before, why: `${formatPath(first.edit.path)}: ${first.reason}` };
  const now = readDocuments(text);
  if (now.length !== old.length) return { text: before, why: 'the file has another number of documents afterwards' };
  const edited = new Set(changes.map(({ object }) => object.origin?.document));
  const isOther = now.some(({ value }, at) => !edited.has(at) && !isSame(value, old[at]?.value));
  const isWrong = changes.some(({ object, value }) => !isSame(valueIn(now, object), value));
  return isOther || isWrong
    ? { text: before, why: 'the file would hold something else than what was judged' }
    : { text, why: undefined };
}

function editsOf({ object: { origin }, edits }: Change): DocumentEdits {
  return { document: origin?.document ?? 0, ...(origin?.within !== undefined && { within: origin.within }), edits };
}

/** An item of a List may have its kind from the List. */
function valueIn(documents: readonly ParsedDocument[], { origin, apiVersion, kind }: KubeObject): Json | undefined {
  const value = valueAt(origin === undefined ? undefined : documents[origin.document]?.value, origin?.within ?? []);
  return isObject(value) ? { apiVersion, kind, ...value } : value;
}

/** In any order of keys. */
function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (Object.is(a, b)) return true;
  if (isArray(a) && isArray(b)) return a.length === b.length && a.every((item, at) => isSame(item, b[at]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]));
}
