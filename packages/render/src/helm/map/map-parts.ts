import type { ChartFile } from '../chart-files.ts';
import type { HelmCall } from '../run-helm.ts';

/** A render, and what it was made of. */
export interface HelmMapParts {
  readonly call: HelmCall;
  /** As the user named the chart. */
  readonly path: string;
  readonly files: readonly ChartFile[];
  readonly text: string;
  readonly version: string;
}
