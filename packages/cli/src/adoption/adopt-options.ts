import type { Bars } from '@bulwark/report';
import type { Config } from '../config/load-config.ts';
import type { Shell } from '../shell.ts';

export interface AdoptOptions {
  readonly config: Config | undefined;
  /** What was scanned, as it was named. */
  readonly paths: readonly string[];
  /** Whether the command line names the paths, or the controls: then exceptions may speak of what was not looked at. */
  readonly narrowed: { readonly paths: boolean; readonly controls: boolean };
  /** The file of the baseline, as the command line names it. */
  readonly baseline: string | undefined;
  readonly updateBaseline: boolean;
  readonly changedSince: string | undefined;
  readonly bars: Bars;
  readonly shell: Pick<Shell, 'cwd' | 'today' | 'spawn'>;
}
