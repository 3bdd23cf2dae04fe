import type { Control } from './control.ts';
import { controls } from './registry.ts';

/** What is only read when somebody asks for it; the bundle keeps it in a chunk of its own. */
export type Prose = Pick<Control, 'why' | 'details' | 'references' | 'examples'>;

/** The prose of all controls by their ids. In the bundle, this is what loads it. */
export function loadProse(): Promise<ReadonlyMap<string, Prose>> {
  return Promise.resolve(new Map(controls.map((control) => [control.id, control] as const)));
}

export async function proseOf(id: string): Promise<Prose | undefined> {
  const prose = await loadProse();
  return prose.get(id);
}
