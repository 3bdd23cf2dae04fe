import type { Path } from '@bulwark/model';

/** The field that a path ends in; of a list item the list's. */
export function fieldName(at: Path): string {
  const name = at.findLast((step) => typeof step === 'string') ?? 'the object';
  return typeof at.at(-1) === 'number' ? `an item of ${name}` : name;
}
