import type { KubeObject, Severity } from '@bulwark/model';
import type { Exception } from './exception.ts';

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
  /** Whether the scan has seen all that the exceptions may speak of: only then it is said of one that it speaks of nothing. */
  readonly sawAll: boolean;
}
