import type { Precision } from '@bulwark/model';

/** Where one line of a render comes from: `undefined` for what is not known. */
export interface SolvedLine {
  readonly file: string;
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly precision: Precision;
  readonly value: SolvedValue | undefined;
}

export interface SolvedValue {
  readonly file: string;
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly key: string;
  readonly precision: Precision;
}

/** Every line of the render's text that is known; the first line has the number 1. */
export type SolvedLines = ReadonlyMap<number, SolvedLine>;
