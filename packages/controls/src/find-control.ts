import type { Control } from './control.ts';
import { controls } from './registry.ts';

/** Whether a control is applied where nobody says which ones are. */
export function isOnByDefault({ concern, offByDefault }: Pick<Control, 'concern' | 'offByDefault'>): boolean {
  return concern === undefined && offByDefault === undefined;
}

let index: ReadonlyMap<string, Control> | undefined;

/**
 * The control of an id: its own, one that it had before, or the id of another scanner's check for the same thing. Upper
 * and lower case count alike, because people type `ckv_k8s_16`; an own id stands over all others.
 */
export function findControl(id: string): Control | undefined {
  index ??= indexOf(controls);
  return index.get(id.toLowerCase());
}

/** The field that another scanner's id speaks of, where it speaks of less than its control; undefined where it is the whole of it. */
export function fieldOfAlias({ narrowAliases = {} }: Pick<Control, 'narrowAliases'>, alias: string): string | undefined {
  const wanted = alias.toLowerCase();
  return Object.entries(narrowAliases).find(([id]) => id.toLowerCase() === wanted)?.[1];
}

function indexOf(all: readonly Control[]): ReadonlyMap<string, Control> {
  const others = all.flatMap((control) => {
    const ids = [...(control.formerIds ?? []), ...Object.values(control.aliases).flat()];
    return ids.map((id) => [id.toLowerCase(), control] as const);
  });
  return new Map([...others, ...all.map((control) => [control.id.toLowerCase(), control] as const)]);
}
