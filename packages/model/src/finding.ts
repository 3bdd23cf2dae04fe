import type { Edit } from './edit.ts';
import type { ObjectRef } from './kube-object.ts';
import type { Path } from './path.ts';

/** From worst to least. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** How much worse than the next: used to order what to do first. */
export const SEVERITY_WEIGHT: Readonly<Record<Severity, number>> = { critical: 100, high: 30, medium: 10, low: 3, info: 1 };

export function atLeast(severity: Severity, bar: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(bar);
}

/** What the controls say of one object: the four verdicts. */
export type Verdict = 'pass' | 'fail' | 'unknown' | 'notApplicable';

/** A place in a file, one-based; the end is exclusive. `exact` is false where the field is not there and its nearest ancestor is shown. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly exact: boolean;
}

/** How sure a line is where something comes from: proved, about here, or not known. */
export type Precision = 'exact' | 'approximate' | 'unknown';

/** How something in what a chart or an overlay renders leads to its `place`, which is a line of a source. */
export interface RenderedFrom {
  readonly by: 'helm' | 'kustomize';
  /** The chart or overlay. */
  readonly path: string;
  /** The line in what was rendered, one-based. */
  readonly line: number;
  /** How sure the place is. */
  readonly precision: Precision;
  /** The key of the chart's values that gave the value; undefined where none is known. */
  readonly value?: RenderedValue;
}

export interface RenderedValue {
  readonly key: string;
  /** The file that sets it, or the flag that did. */
  readonly file: string;
  readonly line: number | undefined;
  readonly precision: Precision;
}

/** A fact that the verdict rests on, where it is not the field itself: a ServiceAccount's setting, a namespace's label. */
export interface Evidence {
  readonly text: string;
  readonly object?: ObjectRef;
  readonly path?: Path;
  readonly place?: Place | undefined;
}

/** What an edit may break, and how somebody finds out before it does. Sentences without a full stop. */
export interface Hazard {
  readonly what: string;
  readonly check: string;
}

/** A fix is safe without knowing the application; a suggestion needs a person. */
export interface Fix {
  readonly kind: 'fix' | 'suggestion';
  readonly edits: readonly Edit[];
  /** Undefined where nothing is known to break by it. */
  readonly hazards?: readonly Hazard[];
}

export interface Finding {
  readonly control: string;
  readonly title: string;
  readonly severity: Severity;
  /** Why the severity is not the control's own; undefined where it is. */
  readonly severityReason: string | undefined;
  readonly object: ObjectRef;
  readonly path: Path;
  /** Undefined for live objects. */
  readonly place: Place | undefined;
  /** Where the object was rendered from a chart or an overlay. */
  readonly rendered?: RenderedFrom;
  readonly message: string;
  readonly evidence: readonly Evidence[];
  readonly remediation: string;
  readonly fix: Fix | undefined;
  /** Stays when the file moves or lines shift; made of control, identity and path with list items named by their keys. */
  readonly fingerprint: string;
}

/** What a control could not decide, and why. Never a finding, never a pass. */
export interface Unknown {
  readonly control: string;
  readonly object: ObjectRef;
  readonly path: Path;
  readonly place: Place | undefined;
  readonly rendered?: RenderedFrom;
  readonly reason: string;
}
