import { controls, type Control } from '@bulwark/controls';
import { scan } from '@bulwark/engine';
import type { Finding } from '@bulwark/model';
import { load } from '@bulwark/source';

/** What the controls of these ids find in the files at `path`; an id that does not exist is an error of the suite. */
export function findingsOf(path: string, ids: readonly string[]): readonly Finding[] {
  const chosen = ids.map((id): Control => {
    const control = controls.find((each) => each.id === id);
    if (control === undefined) throw new Error(`there is no control ${id}`);
    return control;
  });
  return scan(load([path]).inventory, { controls: chosen }).findings;
}
