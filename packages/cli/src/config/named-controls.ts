import { controls, findControl, type ListedControl } from '../catalogue.ts';
import { closest } from '../closest.ts';

/** The controls that a name of a configuration stands for, or why it stands for none. */
export type NamedControls =
  | { readonly controls: readonly ListedControl[]; readonly breadth: 'one' | 'area' | 'all' }
  | { readonly message: string; readonly hint: string };

/** What stays up and what is safe are areas to their users, wherever their controls stand. */
const CONCERNS: readonly string[] = ['security', 'reliability'];

/** `pod/privileged`, an id that it had before, `CKV_K8S_16`, `pod/*` or `*`. */
export function namedControls(name: string): NamedControls {
  if (name === '*') return { controls, breadth: 'all' };
  if (name.endsWith('/*')) {
    const area = name.slice(0, -2);
    const inArea = controls.filter(({ id, concern = 'security' }) => id.startsWith(`${area}/`) || concern === area);
    if (inArea.length > 0 || CONCERNS.includes(area)) return { controls: inArea, breadth: 'area' };
    const areas = [...new Set([...controls.map(({ id }) => id.slice(0, id.indexOf('/'))), ...CONCERNS])];
    return unknown(`there is no area "${area}"`, closest(area, areas), `the areas are: ${areas.join(', ')}`);
  }
  const control = findControl(name);
  if (control !== undefined) return { controls: [control], breadth: 'one' };
  const meant = closest(
    name,
    controls.map(({ id }) => id),
  );
  return unknown(`there is no control "${name}"`, meant, 'bulwark controls lists them');
}

function unknown(message: string, meant: string | undefined, known: string): NamedControls {
  return { message, hint: meant === undefined ? known : `did you mean ${meant}? ${known}` };
}
