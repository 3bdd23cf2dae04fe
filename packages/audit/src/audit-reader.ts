import type { AuditEvent } from './event.ts';
import { LISTS, parsed, unwrap } from './read/unwrap.ts';
import { decode, NEWLINE, OPEN_LIST, OPEN_OBJECT, skipBlanks } from './scan/bytes.ts';
import { EventScanner } from './scan/event-scanner.ts';
import { DocumentSplitter } from './split/document-splitter.ts';
import { GrowingBytes } from './split/growing-bytes.ts';

/** An entry that could not be read. */
export interface BadEntry {
  /** Counted from 1, in what was pushed. */
  readonly line: number;
  readonly reason: string;
}

export interface AuditSink {
  readonly event: (event: AuditEvent) => void;
  readonly bad: (entry: BadEntry) => void;
}

export interface AuditCounts {
  readonly bytes: number;
  /** Newlines, and the last line where it has none. */
  readonly lines: number;
  readonly events: number;
  readonly bad: number;
  /** Entries of logs of other components, which an export of a cloud carries along. */
  readonly other: number;
}

/** No event is longer; one that is, is bad. */
const LIMIT = 32 * 2 ** 20;

/**
 * Reads audit logs as they come, in pieces of any size: a line an event, as the API server writes them; an EventList; and what
 * EKS, GKE, AKS and shippers of logs make of them, on one line or on many, in a list of any length. What cannot be read is told
 * with its line, and counted. Unpacking is for the caller.
 */
export class AuditReader {
  readonly #sink: AuditSink;
  readonly #limit: number;
  readonly #scanner = new EventScanner();
  readonly #splitter: DocumentSplitter;
  /** A line whose end has not come yet. */
  readonly #pending = new GrowingBytes();
  #mode: 'lines' | 'document' | 'skip' = 'lines';
  #line = 1;
  #bytes = 0;
  #events = 0;
  #bad = 0;
  #other = 0;
  #endsInLine = false;

  constructor(sink: AuditSink, options: { readonly limit?: number } = {}) {
    this.#sink = sink;
    this.#limit = options.limit ?? LIMIT;
    this.#splitter = new DocumentSplitter(LISTS, this.#limit, {
      piece: (text, line) => this.#parse(text, line),
      bad: (reason, line) => this.#isBad(reason, line),
    });
  }

  get counts(): AuditCounts {
    const lines = this.#endsInLine ? this.#line : this.#line - 1;
    return { bytes: this.#bytes, lines, events: this.#events, bad: this.#bad, other: this.#other };
  }

  push(piece: Uint8Array): void {
    // Of a Buffer, `slice` is no copy: what is kept of it would hold the whole of it, and be written over in place.
    const chunk = new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength);
    this.#bytes += chunk.length;
    if (chunk.length > 0) this.#endsInLine = chunk[chunk.length - 1] !== NEWLINE;
    let at = 0;
    while (at < chunk.length) {
      if (this.#mode === 'document') at = this.#feed(chunk, at, chunk.length);
      else if (this.#mode === 'skip') at = this.#skip(chunk, at);
      else at = this.#takeLine(chunk, at);
    }
  }

  /** Nothing more comes. */
  end(): void {
    if (this.#mode === 'lines' && this.#pending.length > 0) {
      this.#takeLine(NEWLINES, 0);
      this.#endsInLine = false;
    }
    if (this.#mode === 'document') this.#splitter.end();
    this.#mode = 'skip';
  }

  #takeLine(chunk: Uint8Array, from: number): number {
    const newline = chunk.indexOf(NEWLINE, from);
    const pending = this.#pending;
    if (newline === -1) {
      if (pending.length + chunk.length - from > this.#limit) return this.#tooLong(chunk, from);
      pending.append(chunk, from, chunk.length);
      return chunk.length;
    }
    if (pending.length === 0) this.#readLine(chunk, from, newline);
    else {
      pending.append(chunk, from, newline);
      pending.seal(NEWLINE);
      const { bytes, length } = pending;
      this.#readLine(bytes, 0, length);
      pending.clear();
    }
    this.#endLine();
    return newline + 1;
  }

  #endLine(): void {
    if (this.#mode === 'document') this.#feed(NEWLINES, 0, 1);
    // Only a document that goes on has counted the newline itself.
    if (this.#mode === 'document') return;
    this.#mode = 'lines';
    this.#line++;
  }

  /** A line that no memory should hold: perhaps a list of which one can take entry by entry. */
  #tooLong(chunk: Uint8Array, from: number): number {
    const pending = this.#pending;
    pending.append(chunk, from, Math.min(chunk.length, from + 1));
    const start = skipBlanks(pending.bytes, 0);
    const first = pending.bytes[start];
    if (first === OPEN_OBJECT || first === OPEN_LIST) {
      this.#mode = 'document';
      this.#splitter.begin(this.#line);
      this.#feed(pending.bytes, start, pending.length);
    } else {
      this.#isBad(`it is longer than ${this.#limit} bytes`, this.#line);
      this.#mode = 'skip';
    }
    pending.clear();
    return from + 1;
  }

  /** The line between `begin` and the newline at `to`. */
  #readLine(bytes: Uint8Array, begin: number, to: number): void {
    const from = this.#line === 1 && hasMark(bytes, begin) ? begin + 3 : begin;
    const event = this.#scanner.scan(bytes, from, to);
    if (event !== undefined) {
      this.#events++;
      this.#sink.event(event);
      return;
    }
    const start = skipBlanks(bytes, from);
    if (start >= to) return;
    const first = bytes[start];
    if (first !== OPEN_OBJECT && first !== OPEN_LIST) {
      this.#readPrefixed(decode(bytes, start, to));
      return;
    }
    const value = parsed(decode(bytes, start, to));
    if (value !== undefined) unwrap(value, this.#found(this.#line));
    else {
      this.#mode = 'document';
      this.#splitter.begin(this.#line);
      this.#feedAll(bytes, start, to);
    }
  }

  /** Exports of CloudWatch write the time before the event, container runtimes more. */
  #readPrefixed(text: string): void {
    const brace = text.indexOf('{');
    if (brace === -1 || text[brace - 1] !== ' ') this.#isBad('it is no JSON', this.#line);
    else this.#parse(text.slice(brace), this.#line);
  }

  #feedAll(bytes: Uint8Array, from: number, to: number): void {
    let at = from;
    while (at < to && this.#mode === 'document') at = this.#feed(bytes, at, to);
    const start = skipBlanks(bytes, at);
    if (this.#mode === 'skip') this.#mode = 'lines';
    else if (this.#mode === 'lines' && start < to) this.#readLine(bytes, start, to);
  }

  #feed(bytes: Uint8Array, from: number, to: number): number {
    const { state, at } = this.#splitter.feed(bytes, from, to);
    if (state !== 'open') this.#mode = state === 'astray' ? 'skip' : 'lines';
    this.#line = this.#splitter.line;
    return at;
  }

  #skip(chunk: Uint8Array, from: number): number {
    const newline = chunk.indexOf(NEWLINE, from);
    if (newline === -1) return chunk.length;
    this.#mode = 'lines';
    this.#line++;
    return newline + 1;
  }

  #parse(text: string, line: number): void {
    const value = parsed(text);
    if (value === undefined) this.#isBad('it is no JSON', line);
    else unwrap(value, this.#found(line));
  }

  #found(line: number): Parameters<typeof unwrap>[1] {
    return {
      event: (event) => {
        this.#events++;
        this.#sink.event(event);
      },
      bad: (reason) => this.#isBad(reason, line),
      other: () => void this.#other++,
    };
  }

  #isBad(reason: string, line: number): void {
    this.#bad++;
    this.#sink.bad({ line, reason });
  }
}

const NEWLINES = new Uint8Array([NEWLINE]);

/** Whether a byte order mark is there. */
function hasMark(bytes: Uint8Array, from: number): boolean {
  return bytes[from] === 0xef && bytes[from + 1] === 0xbb && bytes[from + 2] === 0xbf;
}
