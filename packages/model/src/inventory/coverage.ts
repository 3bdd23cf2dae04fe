/**
 * What became of a file: `scanned` has objects that were judged, `failed` has a document that could not be read, `rendered` went
 * into a chart or an overlay, of which the objects were judged.
 */
export type FileStatus = 'scanned' | 'rendered' | 'skipped' | 'failed';

export interface FileRecord {
  readonly path: string;
  readonly status: FileStatus;
  /** Why it was skipped or failed; also how it was rendered; undefined for scanned ones. */
  readonly reason: string | undefined;
  /** Whether the user named this very file (or standard input) on the command line. */
  readonly named: boolean;
}

/** A place that could not be read or rendered, or that reads otherwise than its author may think. */
export interface Problem {
  readonly file: string;
  /** One-based. */
  readonly line: number;
  readonly column: number;
  readonly reason: string;
}

/** What another program makes objects of: a text with marks to be replaced, a file that says how to change others, a list with parameters. */
export type UnrenderedForm = 'template' | 'kustomization' | 'openshift-template';

/** A document that is nothing before another program has rendered it. */
export interface NotRendered extends Problem {
  readonly form: UnrenderedForm;
  /** The command that judges what it becomes. */
  readonly hint: string;
}

/** Documents by what became of them; their sum is the number of documents. */
export interface DocumentCounts {
  /** Documents that hold Kubernetes objects, Lists included. */
  readonly kubernetes: number;
  /** Only comments or nothing. */
  readonly empty: number;
  /** YAML or JSON that is no Kubernetes object: Helm values, dashboards, package files. */
  readonly other: number;
  /** Templates, Kustomizations that change what they list: nobody knows yet what they will be. */
  readonly notRendered: number;
  readonly failed: number;
}

/**
 * What the inventory has seen, and what it has not: every file and every document is in here once. A path that could not even
 * be opened is among the files only.
 */
export interface Coverage {
  readonly files: readonly FileRecord[];
  readonly documents: DocumentCounts;
  /** Documents that failed: with `--strict`, any of these is an error. */
  readonly failed: readonly Problem[];
  readonly notRendered: readonly NotRendered[];
  /** Read as kubectl reads it, but probably not as meant: a duplicate key, a number with a leading zero. */
  readonly warnings: readonly Problem[];
}

export const NOTHING_COVERED: Coverage = {
  files: [],
  documents: { kubernetes: 0, empty: 0, other: 0, notRendered: 0, failed: 0 },
  failed: [],
  notRendered: [],
  warnings: [],
};
