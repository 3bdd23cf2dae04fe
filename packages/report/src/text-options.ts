import type { Severity } from '@bulwark/model';
import type { Palette } from './palette.ts';

/** What makes a scan fail, as the user set it. */
export interface Bars {
  readonly failOn: Severity | 'never';
  readonly failOnUnknown?: boolean;
  /** Whether a document that could not be read is an error. */
  readonly strict?: boolean;
  /** Whether it is right to find no object. */
  readonly allowEmpty?: boolean;
}

export interface TextOptions extends Bars {
  /** Columns of the terminal. */
  readonly width: number;
  readonly palette?: Palette;
  /** Print every object with findings, however many they are. */
  readonly all?: boolean;
  /** Print only what makes the scan fail, and no summary. */
  readonly quiet?: boolean;
}

/** The options with every choice made, as the parts of the report take them. */
export interface Style {
  readonly width: number;
  readonly palette: Palette;
}
