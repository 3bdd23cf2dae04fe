import type { Edit, Path } from '@bulwark/model';

/** The edits of one object, where it stands in its file. */
export interface DocumentEdits {
  /** Zero-based number of the document. */
  readonly document: number;
  /** Where the object stands in the document, where it is an item of a List. */
  readonly within?: Path;
  readonly edits: readonly Edit[];
}

export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface EditedText {
  readonly text: string;
  /** Ascending ranges of the old text, with what took their place. */
  readonly changes: readonly TextChange[];
  readonly refused: readonly { readonly document: number; readonly edit: Edit; readonly reason: string }[];
}

/** Makes edits in a text and touches nothing else in it. */
export type EditText = (text: string, edits: readonly DocumentEdits[]) => EditedText;
