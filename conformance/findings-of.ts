import { controls, type Control } from '@bulwark/controls';
import { scan } from '@bulwark/engine';
import { KindSchemas, type Finding } from '@bulwark/model';
import { loadSchema } from '@bulwark/schema';
import { load } from '@bulwark/source';

const kinds = new KindSchemas(await loadSchema());

/** What the controls of these ids find in the files at `path`; an id that does not exist is an error of the suite. */
export function findingsOf(path: string, ids: readonly string[]): readonly Finding[] {
  const chosen = ids.map((id): Control => {
    const control = controls.find((each) => each.id === id);
    if (control === undefined) throw new Error(`there is no control ${id}`);
    return control;
  });
  return scan(load([path]).inventory, { controls: chosen, kinds }).findings;
}
