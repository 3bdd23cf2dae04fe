import { readFileSync } from 'node:fs';
import { applyEdits, isArray, isObject, isSameJson, stringAt, valueAt, type Edit, type Json, type Path } from '@bulwark/model';
import { editText, readDocuments, type DocumentEdits, type EditedText, type ParsedDocument } from '@bulwark/source';
import { manifestFiles } from '../manifest-files.ts';
import { numbers, pathsOf, randomEdits, seedOf } from '../random-edits.ts';
import type { Case, Suite } from '../suite.ts';

/** Random edits in a file of three (`BULWARK_EDITS=all`: in each), in the file with other line breaks, and in its objects as JSON. */
export const edits: Suite = {
  id: 'edits',
  title: 'Edits in text are edits of the value',
  oracle:
    'the laws: what is read from the edited text is what the edits make of the value, other documents keep every byte, what is new stands at its place and takes nothing away, the same edits again change nothing, and a text set back is as it was',
  exceptions: [],
  run: (corpora) => cases(corpora),
};

function* cases(corpora: string): Iterable<Case> {
  const all = process.env['BULWARK_EDITS'] === 'all';
  const files = manifestFiles(corpora, 'real').filter((_, index) => all || index % TAKEN === 0);
  for (const [index, { id, path }] of files.entries()) {
    const text = readFileSync(path, 'utf8');
    for (const [variant, written] of all || index % VARIED === 0 ? variantsOf(text) : [['', text] as const]) {
      const detail = brokenLaw(written, seedOf(id));
      const name = variant === '' ? id : `${id} (${variant})`;
      yield detail === undefined ? { id: name, agrees: true } : { id: name, agrees: false, detail };
    }
  }
}

/** One file of so many is edited, and of these one of so many with other line breaks and as JSON, too. */
const [TAKEN, VARIED] = [3, 2];

function* variantsOf(text: string): Iterable<readonly [variant: string, text: string]> {
  yield ['', text];
  yield ['CR LF', text.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n')];
  const first = readDocuments(text).find(({ value }) => isObject(value))?.value;
  const json = first === undefined ? undefined : jsonOf(first);
  if (json !== undefined) yield ['JSON', json];
}

function jsonOf(value: Json): string | undefined {
  const replacer = (_: string, item: unknown): unknown => (typeof item === 'bigint' ? Number(item) : item);
  return JSON.stringify(value, replacer, 2);
}

const MOST_DOCUMENTS = 4;
const EDITS = 5;

function brokenLaw(text: string, seed: number): string | undefined {
  const next = numbers(seed);
  const before = readDocuments(text);
  const made: DocumentEdits[] = [];
  for (const [document, { value }] of before.entries()) {
    if (value === undefined || value === null || made.length === MOST_DOCUMENTS) continue;
    made.push({ document, edits: randomEdits(value, EDITS, next) });
  }
  const edited = editText(text, made);
  return (
    wrongValue(text, before, edited, made) ??
    wrongChanges(text, edited) ??
    notSettled(edited, made) ??
    outOfPlace(text, before, next) ??
    notSetBack(text, before, next)
  );
}

function wrongValue(
  text: string,
  before: readonly ParsedDocument[],
  edited: EditedText,
  made: readonly DocumentEdits[],
): string | undefined {
  const after = readDocuments(edited.text);
  if (after.length !== before.length) return `${before.length} documents are ${after.length}`;
  for (const [index, document] of before.entries()) {
    const then = after[index];
    const own = made.find((one) => one.document === index)?.edits ?? [];
    const accepted = own.filter((edit) => !edited.refused.some((one) => one.edit === edit));
    const isSame =
      accepted.length === 0
        ? then !== undefined && text.slice(document.start, document.end) === edited.text.slice(then.start, then.end)
        : isSameJson(then?.value, applyEdits(document.value ?? null, accepted));
    if (!isSame) return `document ${index} is not what the edits make of it: ${named(accepted)}`;
    if (accepted.length < own.length)
      return `refused: ${edited.refused.map(({ edit, reason }) => `${named([edit])}: ${reason}`).join(', ')}`;
  }
  return undefined;
}

function named(all: readonly Edit[]): string {
  return all.map(({ op, path }) => `${op} ${path.join('.')}`).join(', ');
}

/** What is told to have changed makes the new text of the old one. */
function wrongChanges(text: string, { text: after, changes }: EditedText): string | undefined {
  let made = '';
  let at = 0;
  for (const change of changes) {
    if (change.start < at) return 'the changes are not in order';
    made += text.slice(at, change.start) + change.text;
    at = change.end;
  }
  return made + text.slice(at) === after ? undefined : 'the changes do not make the text';
}

/** A value set where it is already changes nothing. */
function notSettled({ text }: EditedText, made: readonly DocumentEdits[]): string | undefined {
  const documents = readDocuments(text);
  const again = made.map(({ document, edits: own }): DocumentEdits => {
    const value = documents[document]?.value ?? null;
    const sets = own.flatMap(({ path }): Edit[] => {
      const there = valueAt(value, path);
      return there === undefined ? [] : [{ op: 'set', path, value: there }];
    });
    return { document, edits: sets };
  });
  return editText(text, again).text === text ? undefined : 'setting what is there changes the text';
}

/** A new member or item only adds text, but for what stands for nothing; another scalar stands where the old one was. */
function outOfPlace(text: string, before: readonly ParsedDocument[], next: (below: number) => number): string | undefined {
  for (const [document, { value, locator }] of before.entries()) {
    if (value === undefined || value === null) continue;
    const paths = pathsOf(value);
    const path = paths[next(paths.length)] ?? [];
    const old = valueAt(value, path);
    const node = locator.find(path);
    const { changes, notes, refused } = editText(text, [{ document, edits: [additionAt(path, old)] }]);
    if (node === undefined || notes.length > 0) continue;
    const isAddition = isObject(old) || isArray(old);
    const isOut = changes.some(({ start, end }) =>
      isAddition
        ? !/^\s*(?:\{\s*\}|\[\s*\]|null|~)?\s*$/.test(text.slice(start, end))
        : start < (node.key?.end ?? node.value.start) || end > node.value.end,
    );
    if (isOut || refused.length > 0) return `more changes than ${path.join('.')} of document ${document}`;
  }
  return undefined;
}

function additionAt(path: Path, old: Json | undefined): Edit {
  if (isArray(old)) return { op: 'append', path, value: { name: 'x', list: [1] } };
  return isObject(old) ? { op: 'set', path: [...path, 'newKey'], value: ['x'] } : { op: 'set', path, value: 'changed' };
}

/** Another text and then the old one again, where the old one is written as we would write it. */
function notSetBack(text: string, before: readonly ParsedDocument[], next: (below: number) => number): string | undefined {
  for (const [document, { value, locator }] of before.entries()) {
    if (value === undefined) continue;
    const paths = pathsOf(value);
    const path = paths[next(paths.length)] ?? [];
    const old = stringAt(value, ...path);
    const range = locator.find(path)?.value;
    if (
      old === undefined ||
      range === undefined ||
      !/^\w[\w-]*$/.test(old) ||
      /^[\d_]|^(?:y|n|yes|no|on|off|true|false|null)$/i.test(old)
    )
      continue;
    if (!['', '"', "'"].some((quote) => text.slice(range.start, range.end) === quote + old + quote)) continue;
    const there = editText(text, [{ document, edits: [{ op: 'set', path, value: 'something else' }] }]);
    const back = editText(there.text, [{ document, edits: [{ op: 'set', path, value: old }] }]);
    if (there.notes.length === 0 && back.text !== text)
      return `${path.join('.')} of document ${document} is not as it was when it is set back`;
  }
  return undefined;
}
