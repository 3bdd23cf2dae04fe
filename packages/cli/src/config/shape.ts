import type { Json, Path } from '@bulwark/model';

/**
 * What a part of `bulwark.yaml` may hold. One table of shapes checks the file, in words of ours, and is published as JSON
 * Schema, so that editors and the program agree.
 */
export type Shape =
  | { readonly type: 'text'; readonly about: string; readonly pattern?: string; readonly like?: string }
  | { readonly type: 'switch'; readonly about: string }
  | { readonly type: 'list'; readonly about: string; readonly of: Shape; readonly orOne?: boolean }
  | {
      readonly type: 'map';
      readonly about: string;
      readonly fields: Readonly<Record<string, Shape>>;
      /** Keys that the published schema demands; what is said where they are missing is not this table's business. */
      readonly required?: readonly string[];
      /** Whether a field with nothing in it is the same as none. */
      readonly mayBeEmpty?: boolean;
    }
  /** Free keys with one shape of value. */
  | { readonly type: 'table'; readonly about: string; readonly of: Shape }
  | { readonly type: 'any'; readonly about: string; readonly of: readonly Shape[] }
  | { readonly type: 'choice'; readonly about: string; readonly values: readonly string[] }
  | { readonly type: 'value'; readonly about: string };

/** Something wrong with the file: where, in one line, and the way out. */
export interface ConfigProblem {
  readonly path: Path;
  /** Whether the key is wrong rather than its value. */
  readonly atKey?: boolean;
  readonly message: string;
  readonly hint?: string | undefined;
}

export function isSwitch(value: Json | undefined): value is boolean | 'on' | 'off' {
  // YAML 1.1 reads `on` and `off` as true and false; in quotes they are words.
  return typeof value === 'boolean' || value === 'on' || value === 'off';
}
