import type { ReportInput } from './report-input.ts';
import type { Bars } from './text-options.ts';

export type LateFormat = 'junit' | 'markdown' | 'github' | 'gitlab' | 'csv' | 'html';

/** What the formats for other programs may be told beside the scan. */
export interface LateOptions extends Bars {
  /** Where the files are on the web, for links to lines: see `sourceLink`. */
  readonly sourceUrl?: string | undefined;
  /** The paths that were scanned, for the command that shows more. */
  readonly paths?: readonly string[] | undefined;
}

export type LateRenderer = (input: ReportInput, options: LateOptions) => Iterable<string>;
