import { lineStartsOf, type Position } from '@bulwark/model';

import { decodeText } from './files/decode-text.ts';
import { readJson } from './json/read-json.ts';
import type { ParsedDocument } from './parsed-document.ts';
import { readQuickly } from './yaml/quick-reader.ts';
import { documentsOf, readYaml } from './yaml/read-yaml.ts';

/** What a file's bytes hold. */
export interface FileContent {
  readonly documents: readonly ParsedDocument[];
  /** Offset of the first code unit of each line. */
  readonly lineStarts: Int32Array;
  /** The text, made when it is asked for; undefined where nothing in it needs to be replaced before it is YAML. */
  readonly markedText: string | undefined;
}

/** Why bytes are no text, and where. */
export interface NoText {
  readonly reason: string;
  readonly at: Position;
}

/** Where a JSON text may begin, as apimachinery's IsJSONBuffer looks for it. */
const JSON_START = /^\ufeff?\s*\{(?![{%])/;
const SPACE = 0x20;
const PERCENT = 0x25;
const LEFT_BRACE = 0x7b;

/**
 * The documents in the bytes of a file, YAML or JSON, as kubectl reads them: a text that starts with `{` is tried as JSON
 * first. A document that cannot be read is in the list with its error. Never throws. The bytes must stay as they are until
 * every document has been looked at.
 */
export function readContent(bytes: Uint8Array): FileContent | NoText {
  const quick = mayBeJson(bytes) ? undefined : readQuickly(bytes);
  if (quick !== undefined) {
    const text = (): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    const { lineStarts, hasMarks } = quick;
    return { documents: documentsOf(quick, text), lineStarts, markedText: hasMarks ? text() : undefined };
  }
  const decoded = decodeText(bytes);
  if ('reason' in decoded) return decoded;
  const { text } = decoded;
  return { documents: readText(text), lineStarts: lineStartsOf(text), markedText: text };
}

/** The same for a text that is one already. */
export function readDocuments(text: string): ParsedDocument[] {
  const quick = JSON_START.test(text) || !text.isWellFormed() ? undefined : readQuickly(Buffer.from(text));
  return quick === undefined ? readText(text) : documentsOf(quick, () => text);
}

/** Whether a text is read as JSON: no YAML reader sees it then. */
export function isJsonText(text: string): boolean {
  return JSON_START.test(text) && Array.isArray(readJson(text));
}

function readText(text: string): ParsedDocument[] {
  if (!JSON_START.test(text)) return readYaml(text);
  const json = readJson(text);
  if (Array.isArray(json)) return json;
  const yaml = readYaml(text);
  // A text that is neither is worded by the JSON reader, unless YAML got past its first document.
  if (yaml.length !== 1 || yaml[0]?.error === undefined) return yaml;
  return [{ ...yaml[0], error: json.error }];
}

/**
 * Whether the first byte that is no space is a brace, but not the first of a template's mark: no JSON begins so. What has
 * other bytes before it is not for the quick reader anyway.
 */
function mayBeJson(bytes: Uint8Array): boolean {
  const at = bytes.findIndex((byte) => byte > SPACE);
  return bytes[at] === LEFT_BRACE && bytes[at + 1] !== LEFT_BRACE && bytes[at + 1] !== PERCENT;
}
