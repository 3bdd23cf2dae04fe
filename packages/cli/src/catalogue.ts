import { controls as all, findControl as find, isOnByDefault, loadProse, type Control, type Prose } from '@bulwark/controls';

type WithoutProse<T> = T extends unknown ? Omit<T, keyof Prose> : never;

/** A control as a scan needs it. Why it matters, and its examples, are kept apart, because few runs ask for them: `proseFor`. */
export type ListedControl = WithoutProse<Control>;

/** Every control, by id. */
export const controls: readonly ListedControl[] = all;

/** The controls that a scan applies where nobody says which: all but those of reliability, and those that need a word from their user. */
export const defaultControls: readonly ListedControl[] = all.filter(isOnByDefault);

/** The control of an id: its own, one that it had before, or the id of another scanner's check for the same thing. */
export function findControl(id: string): ListedControl | undefined {
  return find(id);
}

/** Why a control is off unless it is asked for; undefined where it is on. */
export function offReason({ concern, offByDefault }: ListedControl): string | undefined {
  return concern === 'reliability' ? 'it is about what stays up, not about what is safe' : offByDefault;
}

/** What a control says of itself at length: one that is not of the catalogue may carry it. */
export async function proseFor(control: ListedControl): Promise<Prose | undefined> {
  const known = (await loadProse()).get(control.id);
  return known ?? ('why' in control && 'examples' in control ? (control as Control) : undefined);
}
