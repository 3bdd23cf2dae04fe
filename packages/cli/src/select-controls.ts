import { findFramework } from '@bulwark/frameworks';
import { UserError } from '@bulwark/model';
import { controls, findControl, type ListedControl } from './catalogue.ts';
import { closest } from './closest.ts';

/** The control that people call `name`: its id, an id that it had before, or what another scanner calls it. */
export function controlNamed(name: string): ListedControl {
  const control = findControl(name);
  if (control !== undefined) return control;
  throw new UserError(`there is no control "${name}"`, { hint: hintFor(name) });
}

/** What people mean who name something else that there is, or nearly a control. */
function hintFor(name: string): string {
  const area = name.replace(/\/\*?$/, '').toLowerCase();
  if (controls.some(({ id }) => id.startsWith(`${area}/`)))
    return `it is an area: bulwark controls --area ${area} lists its controls`;
  const framework = findFramework(name)?.id;
  if (framework !== undefined) return `it is a framework: bulwark scan k8s/ --framework ${framework}`;
  const meant = closest(
    name,
    controls.map(({ id }) => id),
  );
  const known = 'bulwark controls lists them';
  return meant === undefined ? known : `did you mean ${meant}? ${known}`;
}

/** The controls of these names in their usual order, each once; undefined for no names. */
export function selectControls(names: readonly string[] | undefined): readonly ListedControl[] | undefined {
  if (names === undefined || names.length === 0) return undefined;
  const selected = new Set(names.map((name) => controlNamed(name)));
  return controls.filter((control) => selected.has(control));
}
