import type { Adoption, ScanResult, Summary } from '@bulwark/engine';
import type { Assessment } from '@bulwark/frameworks';
import type { KubeObject, Severity } from '@bulwark/model';

/** What a control says of itself, for the formats that carry the rules beside the results. Every control has this form. */
export interface RuleProse {
  readonly title: string;
  readonly severity: Severity;
  readonly why: string;
  readonly details?: string | undefined;
  readonly remediation: string;
  readonly references: readonly string[];
  readonly requirements: Readonly<Partial<Record<string, readonly string[]>>>;
}

/** All that a renderer needs. Renderers are pure: they give the same bytes for the same input. */
export interface ReportInput extends Pick<ScanResult, 'findings' | 'unknown' | 'verdicts' | 'coverage'> {
  /** What the scan says of a framework's rows, where one was asked for. */
  readonly framework?: Assessment | undefined;
  /** Of the program that made the report. */
  readonly version: string;
  readonly summary: Pick<Summary, 'objects' | 'findings' | 'unknown' | 'nextSteps'>;
  /** What does not count and why; undefined where nobody has asked. */
  readonly adoption?: Adoption | undefined;
  /** The objects that were judged; where they stand in text, and which of that text is secret, is asked of them. */
  readonly objects: readonly KubeObject[];
  readonly proseOf: (control: string) => RuleProse | undefined;
  /** The text of a file exactly as it was read; undefined where it is not to be had, and then no code is shown. */
  readonly textOf: (path: string) => string | undefined;
}
