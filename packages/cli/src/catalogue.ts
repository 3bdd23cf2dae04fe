import { controls as all, findControl as find, loadProse, type Control, type Prose } from '@bulwark/controls';

type WithoutProse<T> = T extends unknown ? Omit<T, keyof Prose> : never;

/** A control as a scan needs it. Why it matters, and its examples, are kept apart, because few runs ask for them: `proseFor`. */
export type ListedControl = WithoutProse<Control>;

/** Every control, by id. */
export const controls: readonly ListedControl[] = all;

/** The control of an id: its own, one that it had before, or the id of another scanner's check for the same thing. */
export function findControl(id: string): ListedControl | undefined {
  return find(id);
}

/** What a control says of itself at length: one that is not of the catalogue may carry it. */
export async function proseFor(control: ListedControl): Promise<Prose | undefined> {
  const known = (await loadProse()).get(control.id);
  return known ?? ('why' in control && 'examples' in control ? (control as Control) : undefined);
}
