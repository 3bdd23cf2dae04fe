import type { Path } from '@bulwark/model';

/** Exact: a proof says so. Approximate: about here. Unknown: only the file, or nothing. */
export type Precision = 'exact' | 'approximate' | 'unknown';

/** A line of a file that somebody can edit; one-based. `line` is undefined where only the file is known. */
export interface SourceLine {
  readonly file: string;
  readonly line: number | undefined;
  readonly column?: number;
  readonly precision: Precision;
}

/** Something in a render. */
export interface RenderedPlace {
  /** Zero-based number of the document in the render's text. */
  readonly document: number;
  /** The field that is asked about, in the document. */
  readonly path: Path;
  /** Its line in the text of the render, one-based: of its key, or of its nearest ancestor that is there. */
  readonly line: number;
}

export interface MappedPlace {
  /** The line that wrote it: of a template, of a base, or of a patch. */
  readonly source: SourceLine;
  /** The key of the values that gave the value: of `values.yaml` or a file that was given. */
  readonly value?: SourceLine & { readonly key: string };
}

export interface SourceMap {
  /** Announces the documents that will be asked about, so that no more than that is found out; the others stay askable. */
  prepare?(documents: readonly number[]): void;
  at(place: RenderedPlace): MappedPlace;
}
