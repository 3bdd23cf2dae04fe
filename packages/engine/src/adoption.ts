import type { Finding } from '@bulwark/model';
import type { Waived } from './waivers/waiver.ts';

/** What was found and does not count, and why: the part of a scan that concerns a repository with old findings. */
export interface Adoption {
  readonly waived: readonly Waived[];
  readonly baseline?: BaselineReport | undefined;
  readonly changed?: ChangedReport | undefined;
}

export interface BaselineReport {
  readonly path: string;
  /** Findings that the baseline holds. */
  readonly known: readonly Finding[];
  /** How many of its findings are no longer there. */
  readonly gone: number;
  /** Whether it has just been written. */
  readonly updated: boolean;
}

/** What a scan of changed objects alone has left out. */
export interface ChangedReport {
  readonly since: string;
  readonly changed: number;
  readonly objects: number;
  /** Findings on objects that did not change … */
  readonly left: number;
  /** … and how many of them are by controls that look at a kind of which an object changed. */
  readonly leaning: number;
}
