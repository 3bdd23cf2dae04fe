import type { Json, Path, Range } from '@bulwark/model';

import type { TextFile } from '../kustomization-file.ts';
import type { Role } from '../reference.ts';

/** A place in a source: of a value, or of the map or list that holds some. */
export interface Source {
  readonly file: TextFile;
  readonly role: Role;
  readonly document: number;
  readonly path: Path;
  /** Where the place is in a text that is itself the value at `path`: a patch that is written into a kustomization. */
  readonly inner: InnerSource | undefined;
}

export interface InnerSource {
  readonly text: InnerText;
  readonly document: number;
  readonly path: Path;
}

/** YAML that is a value in YAML. */
export interface InnerText {
  readonly text: string;
  readonly documents: TextFile['documents'];
  readonly lineStarts: Int32Array;
}

/** How a mark is put to a value, so that what reads the value takes it as before. */
export type Style =
  /** A text gets the mark at its end; a number or a boolean becomes the mark: nobody looks at its type. */
  | 'any'
  /** Behind the tag, which is made where there is none: the name stays as it is. */
  | 'image'
  /** What must be a number stays one. */
  | 'number'
  /** Bare text, not YAML: the mark goes in as it is, at the end. */
  | 'bare'
  /** A map gets the mark as a key of its own: before its first key, or in its braces. */
  | 'map';

/**
 * Values that are marked together, in this order. A build may depend on all but the first, and one of them would hide what
 * another does: each kind has a build of its own.
 */
export const ROUNDS = [
  'value',
  /** Maps, not what is in them: what a map is made of is known then, be it of several. */
  'map',
  /** Labels and annotations, where something is chosen by them. */
  'label',
  /** What a build compares with something, to find an item or an image. */
  'compared',
  /** Values that are the name of an object: they may refer to it, and be renamed with it. */
  'name',
  /** Of what a field refers to. */
  'namespace',
  'kind',
  /** What a kustomization puts to all names, and its namespace. */
  'affix',
] as const;
export type Round = (typeof ROUNDS)[number];

/** A value in a source that can be marked. */
export interface Candidate {
  readonly source: Source;
  readonly value: Json;
  /** The text that is replaced; of a map, where its mark goes in. Of the inner text, where there is one. */
  readonly range: Range;
  readonly style: Style;
  readonly round: Round;
}

/** What is known of a whole build before its values are judged. */
export interface BuildFacts {
  /** Names of objects, in sources and in the outcome: a value that is one may be a reference, and be renamed with it. */
  readonly names: ReadonlySet<string>;
  /** Whether labels or annotations decide what a patch or a replacement is for. */
  readonly labelsDecide: boolean;
  /** Fields whose values are compared by the build: those of `[name=web]` in a replacement, or of an operation `test`. */
  readonly comparedFields: ReadonlySet<string>;
  /** Names of images that something is looked up by. */
  readonly imageNames: ReadonlySet<string>;
}
