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

function indexOf(all: readonly Control[]): ReadonlyMap<string, Control> {
  const others = all.flatMap((control) => {
    const ids = [...(control.formerIds ?? []), ...Object.values(control.aliases).flat()];
    return ids.map((id) => [id.toLowerCase(), control] as const);
  });
  return new Map([...others, ...all.map((control) => [control.id.toLowerCase(), control] as const)]);
}
