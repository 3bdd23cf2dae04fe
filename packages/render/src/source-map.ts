import type { Path, Precision } from '@bulwark/model';

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

/** The field of a source that an edit of a rendered field belongs into. */
export interface SourceTarget {
  readonly file: string;
  /** Zero-based number of the document in the file. */
  readonly document: number;
  readonly path: Path;
  /** Where the value at `path` is itself YAML, such as a patch that is written into a kustomization: the field in that text. */
  readonly inner?: { readonly document: number; readonly path: Path };
  /** Whether the file is not the user's own. */
  readonly remote: boolean;
}

export interface SourceMap {
  /** Announces the documents that will be asked about, so that no more than that is found out; the others stay askable. */
  prepare?(documents: readonly number[]): void;
  at(place: RenderedPlace): MappedPlace;
  /** Undefined where no single field of a source gives the value as it is. */
  target?(place: RenderedPlace): SourceTarget | undefined;
}
