import type { Json } from '@bulwark/model';
import type { ParsedDocument, Remark } from '../parsed-document.ts';
import { RangeTable, TableLocator } from '../range-table.ts';
import { DeferredDocument } from './deferred-document.ts';
import { Decoder } from './full/decoder.ts';
import { Parser } from './full/parser.ts';
import type { QuickStream } from './quick-reader.ts';
import { splitStream, type Chunk } from './split-stream.ts';
import { YamlError } from './yaml-error.ts';

/** What libyaml lets through: no control characters but tab and line breaks, no byte order mark but at the start. */
const FORBIDDEN = /[^\t\n\r\x20-\x7e\x85\xa0-\ufffd]/;
const BYTE_ORDER_MARK = 0xfeff;

/**
 * All documents of a YAML stream, as kubectl reads it: split by apimachinery's YAMLReader, each read as sigs.k8s.io/yaml
 * reads it (go-yaml v2: YAML 1.1 without base 60, the last of repeated keys wins). A document that cannot be read is in the
 * list with its error; the others are read. Never throws.
 */
export function readYaml(text: string): ParsedDocument[] {
  const whole = lines(text);
  const table = new RangeTable();
  const documents = splitStream(whole).map((chunk) => readChunk(whole, chunk, table));
  table.seal();
  return documents;
}

/** The documents of a stream that the quick reader has read; those of which it was not sure are read when they are asked for. */
export function documentsOf({ documents }: QuickStream, text: () => string): ParsedDocument[] {
  return documents.map(({ start, end, sure }) =>
    sure === undefined
      ? new DeferredDocument(start, end, () => readAlone(lines(text()), { start, end, error: undefined }))
      : { start, end, value: sure.value, locator: sure.locator, error: undefined, warnings: NONE },
  );
}

const NONE: readonly Remark[] = [];

/** The line reader ends every line with a break, also the last one. */
function lines(text: string): string {
  return text.endsWith('\n') || text === '' ? text : `${text}\n`;
}

function readAlone(text: string, chunk: Chunk): ParsedDocument {
  const table = new RangeTable();
  const document = readChunk(text, chunk, table);
  table.seal();
  return document;
}

interface Reading {
  readonly value: Json | undefined;
  readonly error: Remark | undefined;
  readonly warnings: readonly Remark[];
}

function readChunk(text: string, chunk: Chunk, table: RangeTable): ParsedDocument {
  const node = table.count;
  const { start, end } = chunk;
  const reading = read(text, chunk, table);
  if (reading.error !== undefined) table.truncate(node);
  return { start, end, ...reading, locator: new TableLocator(table, node, reading.value ?? null) };
}

function read(text: string, chunk: Chunk, table: RangeTable): Reading {
  const decoder = new Decoder(table);
  try {
    if (chunk.error !== undefined) throw chunk.error;
    refuseControlCharacters(text, chunk);
    const start = text.charCodeAt(chunk.start) === BYTE_ORDER_MARK ? chunk.start + 1 : chunk.start;
    const root = new Parser(text.slice(0, chunk.end), start).parse();
    const value = root === undefined ? nothing(table, chunk.end) : decoder.decode(root);
    return { value, error: undefined, warnings: decoder.warnings };
  } catch (error) {
    if (error instanceof YamlError)
      return { value: undefined, error: { offset: error.offset, message: error.message }, warnings: [] };
    throw error;
  }
}

function nothing(table: RangeTable, at: number): null {
  table.leaf(-1, -1, at, at);
  return null;
}

function refuseControlCharacters(text: string, chunk: Chunk): void {
  const found = FORBIDDEN.exec(text.slice(chunk.start, chunk.end));
  if (found !== null) throw new YamlError('control characters are not allowed', chunk.start + found.index);
}
