import type { Severity } from '@bulwark/model';
import type { Gap } from '../authorize/decision.ts';
import type { User } from '../subject/user.ts';
import type { Identity } from './identity.ts';
import type { Position } from './position.ts';
import type { Act, Primitive } from './primitive.ts';

/** That somebody can become or do more than the permissions say, and how. */
export interface Escalation {
  readonly identity: Identity;
  readonly primitive: Primitive;
  /** Empty: in the whole cluster. */
  readonly namespace: string;
  readonly position: Position;
  readonly severity: Severity;
  readonly steps: readonly Step[];
}

/** How somebody becomes cluster-admin, from escalation to escalation. */
export interface Path {
  readonly identity: Identity;
  /** The ids of the primitives, in order. */
  readonly primitives: readonly string[];
  readonly steps: readonly Step[];
}

/** A request and who sends it. Each of its permissions is necessary: without the binding that grants it the way ends there. */
export interface Step extends Act {
  readonly as: User;
  /** Who really sends it, where that is somebody who says to be the other. */
  readonly through: User | undefined;
  /** What the step takes for granted beside permissions. */
  readonly assumes: string | undefined;
}

export interface Escalations {
  readonly escalations: readonly Escalation[];
  /** The shortest for each identity that has one. */
  readonly paths: readonly Path[];
  /** Bindings of which nobody can say what they grant. */
  readonly gaps: readonly Gap[];
}
