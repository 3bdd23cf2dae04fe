import type { Json } from '@bulwark/model';

import { readJson } from '../json/read-json.ts';
import { RangeTable } from '../range-table.ts';
import { Decoder } from '../yaml/full/decoder.ts';
import type { Node } from '../yaml/full/node.ts';
import { Parser } from '../yaml/full/parser.ts';
import { splitStream } from '../yaml/split-stream.ts';
import { YamlError } from '../yaml/yaml-error.ts';
import { jsonTree } from './json-tree.ts';
import { spliced, type Splice } from './splice.ts';

/** One document's text, its nodes and its value. */
export interface DocumentTree {
  readonly text: string;
  readonly json: boolean;
  /** Undefined where it holds nothing but comments. */
  readonly root: Node | undefined;
  readonly value: Json;
  /** What a node stands for; asked of YAML only. */
  readonly valueOf: (node: Node) => Json | undefined;
}

/** Reads the text of one document; undefined where it cannot be read. */
export function readTree(text: string, json: boolean): DocumentTree | undefined {
  return json ? readJsonTree(text) : readYamlTree(text);
}

/** The document after changes in its text; undefined where it cannot be read, or would not end where it does. */
export function reread({ text, json }: DocumentTree, splices: readonly Splice[]): DocumentTree | undefined {
  const after = spliced(text, splices);
  return json || standsAlone(after, text) ? readTree(after, json) : undefined;
}

/** Whether a text is one document of a stream where another one was. */
function standsAlone(after: string, before: string): boolean {
  const isEnded = after === '' || after.endsWith('\n') || !before.endsWith('\n');
  const chunks = splitStream(after);
  return isEnded && chunks.length <= 1 && chunks[0]?.error === undefined;
}

function readJsonTree(text: string): DocumentTree | undefined {
  const documents = readJson(text);
  const value = Array.isArray(documents) && documents.length === 1 ? documents[0]?.value : undefined;
  return value === undefined ? undefined : { text, json: true, root: jsonTree(text), value, valueOf: () => undefined };
}

function readYamlTree(text: string): DocumentTree | undefined {
  const table = new RangeTable();
  try {
    const root = new Parser(text === '' || text.endsWith('\n') ? text : `${text}\n`, 0).parse();
    const decoder = new Decoder(table);
    const value = root === undefined ? null : decoder.decode(root);
    return { text, json: false, root, value, valueOf: (node) => decoder.valueOf(node) };
  } catch (error) {
    if (error instanceof YamlError) return undefined;
    throw error;
  } finally {
    table.truncate(0);
    table.seal();
  }
}
