import type { Tool } from '@bulwark/controls';
import type { Finding, Path, Place } from '@bulwark/model';

/** Why a finding does not count: somebody who answers for the object has said so, and where. */
export interface Waiver {
  readonly origin: 'configuration' | 'annotation' | 'comment';
  /** Whose words it is written in. */
  readonly tool: 'bulwark' | Tool;
  /** As it is written: `exceptions[0]`, an annotation's key, the comment. */
  readonly as: string;
  /** Undefined only where another scanner asks for none. */
  readonly reason: string | undefined;
  readonly owner?: string | undefined;
  /** The last day on which it holds, as `2027-01-31`. */
  readonly expires?: string | undefined;
  readonly place: Place | undefined;
  /** Of an annotation, in its object. */
  readonly path?: Path | undefined;
}

/** A finding that does not count. It is told all the same. */
export interface Waived {
  readonly finding: Finding;
  readonly waiver: Waiver;
}
