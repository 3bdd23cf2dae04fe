import type { KindRef } from '@bulwark/controls';
import type { KubeObject, Scope } from '@bulwark/model';

/** A circumstance that makes what some controls find worse or better, by one step. */
export interface ContextRule {
  readonly id: string;
  readonly step: 'worse' | 'better';
  /** Ids of controls, or `area/*`. */
  readonly controls: readonly string[];
  /** When it holds: for the table that people read. */
  readonly when: string;
  readonly why: string;
  /** Kinds that are looked up beside the judged object. */
  readonly reads?: readonly KindRef[];
  /** Why it holds of an object; undefined where it does not. */
  readonly holds: (object: KubeObject, scope: Scope) => string | undefined;
}

/** Whether a rule speaks to a control. */
export function speaksTo({ controls }: ContextRule, id: string): boolean {
  const area = `${id.slice(0, id.indexOf('/'))}/*`;
  return controls.includes(id) || controls.includes(area);
}
