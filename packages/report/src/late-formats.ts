import type { ReportInput } from './report-input.ts';
import type { Bars } from './text-options.ts';

/** What the formats for other programs may be told beside the scan. */
export interface LateOptions extends Bars {
  /** Where the files are on the web, for links to lines: see `sourceLink`. */
  readonly sourceUrl?: string | undefined;
  /** The paths that were scanned, for the command that shows more. */
  readonly paths?: readonly string[] | undefined;
}

export type LateRenderer = (input: ReportInput, options: LateOptions) => Iterable<string>;

export type LateFormat = 'junit' | 'markdown' | 'github' | 'gitlab' | 'csv' | 'html';

/** Formats that few runs ask for, with what loads them: nobody else pays for it at the start. */
const LOADERS: Readonly<Record<LateFormat, () => Promise<LateRenderer>>> = {
  junit: async () => (await import('./junit.ts')).junit,
  markdown: async () => (await import('./markdown.ts')).markdown,
  github: async () => (await import('./github.ts')).github,
  gitlab: async () => (await import('./gitlab.ts')).gitlab,
  csv: async () => (await import('./csv.ts')).csv,
  html: async () => (await import('./html.ts')).html,
};

export function loadFormat(format: LateFormat): Promise<LateRenderer> {
  return LOADERS[format]();
}
