import type { SchemaType } from '@bulwark/schema';
import type { Json } from '../json.ts';
import type { Code } from './code.ts';
import type { Draft } from './draft.ts';

/** How the objects of one definition get their defaults, put together once from the tables. */
export interface Plan {
  readonly rules: readonly Rule[];
  /** Rules of fields further down. */
  readonly deepRules: readonly DeepRule[];
  readonly code: Code | undefined;
  readonly type: SchemaType;
  readonly children: readonly Child[];
}

export interface Rule {
  readonly field: string;
  readonly value: Json;
  /** What is as good as no value beside null: the empty value of the same type. Undefined where nothing is. */
  readonly empty: Json | undefined;
}

export interface DeepRule extends Rule {
  /** The objects above the field. */
  readonly holders: readonly string[];
}

/** A field that has something with defaults in it. */
export interface Child {
  readonly field: string;
  readonly holds: 'object' | 'list' | 'amounts';
  /** Fills in the object, or each object of the list; of amounts it is not asked. */
  readonly fill: (draft: Draft) => void;
  /** Whether the object is there even where nobody wrote it. */
  readonly always: boolean;
}
