import type { ScanResult } from '@bulwark/engine';
import type { DocumentEdits, EditedText } from '@bulwark/source';
import type { Edit, Finding, Fix, Inventory, KubeObject, Path } from '@bulwark/model';

/** Makes edits in a text and touches nothing else in it. */
export type EditText = (text: string, edits: readonly DocumentEdits[]) => EditedText;

/** A scan with what it has read. */
export interface Scanned extends ScanResult {
  readonly inventory: Inventory;
}

/** Edits in a file. */
export interface SourceEdits extends DocumentEdits {
  readonly path: string;
  /** Where the edits are in YAML that is itself a value of the document: that value, and the number of the document in it. */
  readonly inner?: { readonly path: Path; readonly document: number };
}

/** Where edits belong, or why nobody can tell. */
export type Located = { readonly places: readonly SourceEdits[] } | { readonly reason: string };

export interface FixInput<After extends Scanned> {
  readonly scan: Scanned;
  /** The findings to fix: what somebody excuses is not among them. */
  readonly counted: readonly Finding[];
  /** The text of a file as it was read. */
  readonly textOf: (path: string) => string | undefined;
  readonly edit: EditText;
  /** Whether suggestions are made too: fixes that need a person. */
  readonly suggestions: boolean;
  /** Why a file cannot be changed, whatever is found in it; undefined where it can. */
  readonly whyNot?: (path: string) => string | undefined;
  /** Where the edits of an object belong that was made of sources; undefined for one that stands in a file itself. */
  readonly locate?: (object: KubeObject, edits: readonly Edit[]) => Located | undefined;
  /** Reads and judges everything again, with other texts for some files. */
  readonly rescan: (texts: ReadonlyMap<string, string>) => Promise<After>;
}

/** A finding that an edit takes away. */
export interface AppliedFix {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** Why a finding is still there: it needs a person, it has a fix that cannot be made, or none is known. */
export type LeftKind = 'suggestion' | 'refused' | 'no-fix';

export interface LeftFinding {
  readonly finding: Finding;
  readonly kind: LeftKind;
  readonly reason: string;
}

export interface FixedObject {
  /** As it was read. */
  readonly object: KubeObject;
  /** In the order in which they were made. */
  readonly edits: readonly Edit[];
  readonly fixes: readonly AppliedFix[];
}

export interface FixedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** In the order in which they stand in the file. */
  readonly objects: readonly FixedObject[];
}

export interface FixResult<After extends Scanned> {
  /** By path. */
  readonly files: readonly FixedFile[];
  /** Findings that went with the fixes of others. */
  readonly alongside: readonly Finding[];
  readonly left: readonly LeftFinding[];
  /** The scan of what the files hold then; undefined where nothing is changed. */
  readonly after: After | undefined;
}
