import type { KubeObject } from '@bulwark/model';
import { readDocuments, type ParsedDocument } from '@bulwark/source';

export interface Shortened {
  readonly text: string | undefined;
  /** The objects that are still there, and why. */
  readonly kept: ReadonlyMap<KubeObject, string>;
}

/** A file's text without the documents of some objects, each with its separator; all others are what they were. */
export function withoutDocuments(text: string | undefined, objects: readonly KubeObject[]): Shortened {
  const kept = new Map<KubeObject, string>();
  let result = text;
  for (const object of objects.toSorted((a, b) => (b.origin?.document ?? 0) - (a.origin?.document ?? 0))) {
    const shorter = result === undefined ? undefined : withoutOne(result, object);
    if (shorter === undefined) kept.set(object, 'its document cannot be told from the text around it');
    else result = shorter;
  }
  return { text: result, kept };
}

function withoutOne(text: string, { origin, kind, name }: KubeObject): string | undefined {
  const at = origin?.document;
  const documents = readDocuments(text);
  const document = at === undefined ? undefined : documents[at];
  if (at === undefined || document === undefined || !isOf(document, kind, name)) return undefined;
  const rest = documents.filter((_, index) => index !== at);
  // Of a file that held nothing else nothing is left.
  if (rest.every(isEmpty)) return '';
  const [from, to] = stretchOf(documents, at);
  const shorter = text.slice(0, from) + text.slice(to);
  return says(readDocuments(shorter)) === says(rest) ? shorter : undefined;
}

/** The first goes with the separator behind it, any other with the one before. */
function stretchOf(documents: readonly ParsedDocument[], at: number): readonly [number, number] {
  const [document, before, behind] = [documents[at], documents[at - 1], documents[at + 1]];
  return before === undefined ? [document?.start ?? 0, behind?.start ?? 0] : [before.end, document?.end ?? 0];
}

function isOf({ value }: ParsedDocument, kind: string, name: string): boolean {
  const text = JSON.stringify(value ?? null);
  return text.includes(JSON.stringify(kind)) && text.includes(JSON.stringify(name));
}

function isEmpty({ value, error }: ParsedDocument): boolean {
  return error === undefined && (value === null || value === undefined);
}

/** What documents say, those that are empty left out. */
function says(documents: readonly ParsedDocument[]): string {
  return JSON.stringify(documents.filter((each) => !isEmpty(each)).map(({ value, error }) => [value, error?.message]));
}
