import type { Json } from '@bulwark/model';
import type { ParsedDocument, Remark } from '../parsed-document.ts';
import { RangeTable, TableLocator } from '../range-table.ts';
import { JsonReader } from './json-reader.ts';
import { JsonError } from './json-error.ts';

/**
 * The values of a JSON stream (`{…}{…}`), as kubectl's JSON decoder reads it; undefined where the text is no JSON, so that
 * the YAML reader may have it: kubectl asks in the same order.
 */
export function readJson(text: string): ParsedDocument[] | { readonly error: Remark } {
  const table = new RangeTable();
  const reader = new JsonReader(text, table);
  const documents: ParsedDocument[] = [];
  try {
    while (reader.skipSpace()) documents.push(readOne(reader, table));
    return documents;
  } catch (error) {
    if (error instanceof JsonError) return { error: { offset: error.offset, message: error.message } };
    throw error;
  } finally {
    table.seal();
  }
}

function readOne(reader: JsonReader, table: RangeTable): ParsedDocument {
  const node = table.count;
  const start = reader.position;
  const value: Json = reader.read();
  const locator = new TableLocator(table, node, value);
  return { start, end: reader.position, value, locator, error: undefined, warnings: reader.takeWarnings() };
}
