import type { Finding, KubeObject, Severity, Unknown } from '@bulwark/model';
import type { Exception } from './exception.ts';
import type { WrittenWaiver } from './written-waiver.ts';

/** What the objects of a scan were made from, where another program has made them. */
export interface WaiverSources {
  /** The file and the line that what is said of an object comes from; undefined where the object was read as it is. */
  readonly lineOf: (told: Finding | Unknown, object: KubeObject) => { readonly file: string; readonly line?: number } | undefined;
  /** What stands in the comments of files whose comments do not come out: each covers what comes from its line. */
  readonly comments: readonly WrittenWaiver[];
}

export interface WaiverOptions {
  readonly exceptions?: readonly Exception[];
  /** Ids of controls that nothing excuses from. */
  readonly neverExcept?: ReadonlySet<string>;
  /** Whether what other scanners take for an exception is one here too. */
  readonly otherTools: boolean;
  /** As `2026-12-31`. */
  readonly today: string;
  /** What the exceptions stand in. */
  readonly configuration?: KubeObject | undefined;
  /** Ids of what is not to be said of the excuses, and how much the rest of it weighs. */
  readonly silenced?: ReadonlySet<string>;
  readonly severities?: Readonly<Record<string, Severity>>;
  /** The text of a file of which something is found. */
  readonly textOf: (path: string) => string | undefined;
  /** Whether an annotation or a comment that excuses may stand in a file; in all of them where it is not said. */
  readonly mayHold?: (path: string) => boolean;
  /** The path of a file as the exceptions see it. */
  readonly fileOf: (path: string) => string;
  readonly sources?: WaiverSources | undefined;
  /** Whether the scan has seen all that the exceptions may speak of: only then it is said of one that it speaks of nothing. */
  readonly sawAll: boolean;
}
