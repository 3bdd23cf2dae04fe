import { isUtf8 } from 'node:buffer';

import type { Json } from '@bulwark/model';
import { keepNumbers } from '../number-room.ts';
import { RangeTable, TableLocator } from '../range-table.ts';
import { QUICK_MODULE } from './quick-module.ts';

/** A document of which the quick reader is sure, or only where it stands. */
export interface QuickDocument {
  readonly start: number;
  readonly end: number;
  /** Undefined where the full reader must decide. */
  readonly sure: { readonly value: Json; readonly locator: TableLocator } | undefined;
}

export interface QuickStream {
  readonly documents: readonly QuickDocument[];
  readonly lineStarts: Int32Array;
  /** Whether `{{` or `{%` stands anywhere in it. */
  readonly hasMarks: boolean;
}

/** What `quick/module.ts` exports. */
interface Module {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Makes room for a text; the address where it is to be written, 0 where there is no room. */
  prepare(length: number): number;
  read(length: number): number;
  /** The address of eight numbers: address and length of the JSON text, then of nodes, of line starts and of documents. */
  summarize(): number;
}

/** The little of it that is used; the types of Node do not have it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

const UNCOMMON = -1;
const HAS_MARKS = 1;
/** Numbers of a node, and of a document: start, end, its node, and whether it was sure. */
const NODE = 5;
const DOCUMENT = 4;

/** The memory of the module, seen in two ways: made anew when it has grown. */
interface Views {
  readonly buffer: ArrayBuffer;
  readonly bytes: Buffer;
  readonly numbers: Int32Array;
}

let loaded: Module | null | undefined;
let views: Views | undefined;

/**
 * Reads the bytes of a YAML stream straight to values, in WebAssembly: about three times as quick as JavaScript that is
 * still cold. Undefined for what it leaves to the full reader as a whole: bytes that are no UTF-8, control characters, line
 * breaks other than LF, byte order marks, separators that kubectl refuses.
 */
export function readQuickly(bytes: Uint8Array): QuickStream | undefined {
  loaded ??= loadModule();
  if (loaded === null || !isUtf8(bytes)) return undefined;
  const place = loaded.prepare(bytes.length) >>> 0;
  if (place === 0) return undefined;
  const seen = viewsOf(loaded);
  seen.bytes.set(bytes, place);
  const found = loaded.read(bytes.length);
  return found === UNCOMMON ? undefined : streamAt(seen, loaded.summarize(), found === HAS_MARKS);
}

/** Null where the machine has no WebAssembly: everything still works, but slower. */
function loadModule(): Module | null {
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(QUICK_MODULE, 'base64'))).exports as Module;
  } catch {
    return null;
  }
}

function viewsOf({ memory: { buffer } }: Module): Views {
  if (views?.buffer !== buffer) views = { buffer, bytes: Buffer.from(buffer), numbers: new Int32Array(buffer) };
  return views;
}

function streamAt(seen: Views, summary: number, hasMarks: boolean): QuickStream {
  const word = (index: number): number => seen.numbers[summary / 4 + index] ?? 0;
  // Addresses come as signed numbers.
  const copy = (index: number, width: number): Int32Array =>
    keepNumbers(seen.numbers, (word(index) >>> 0) / 4, word(index + 1) * width);
  const json = seen.bytes.toString('latin1', word(0) >>> 0, (word(0) >>> 0) + word(1));
  const table = new RangeTable(copy(2, NODE));
  return {
    documents: documentsOf(JSON.parse(json) as Json[], table, copy(6, DOCUMENT)),
    lineStarts: copy(4, 1),
    hasMarks,
  };
}

function documentsOf(values: readonly Json[], table: RangeTable, places: Int32Array): QuickDocument[] {
  return values.map((value, index) => {
    const at = index * DOCUMENT;
    const [start, end] = [places[at] ?? 0, places[at + 1] ?? 0];
    if (places[at + 3] !== 1) return { start, end, sure: undefined };
    return { start, end, sure: { value, locator: new TableLocator(table, places[at + 2] ?? 0, value) } };
  });
}
