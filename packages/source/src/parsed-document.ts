import type { Json, Locator } from '@bulwark/model';

/** Something to say about one place of a document's text. Offsets are UTF-16 code units from the start of the file. */
export interface Remark {
  readonly offset: number;
  readonly message: string;
  /** The key that its map has already, where that is what the remark says. */
  readonly repeatedKey?: string;
}

/** One document of a file, as kubectl's own reader takes it. */
export interface ParsedDocument {
  /** The stretch of the file's text that holds it, without its separator line. */
  readonly start: number;
  readonly end: number;
  /** Undefined where it could not be read; null where it holds nothing but comments, or an explicit null. */
  readonly value: Json | undefined;
  readonly locator: Locator;
  readonly error: Remark | undefined;
  /** Read as kubectl reads it, but perhaps not as meant. */
  readonly warnings: readonly Remark[];
}
