import { fieldOfAlias } from '@bulwark/controls';
import { findControl } from '../catalogue.ts';
import type { Migration } from './migration.ts';

/** What another scanner's check is called here. */
export interface Counterpart {
  readonly control: string;
  /** Of which fields the check speaks, as an exception says it; undefined where it speaks of all that the control judges. */
  readonly field: string | undefined;
}

/** What another scanner's check is called here; what has no counterpart is told as lost. */
export function counterpart(name: string, from: string, migration: Migration): Counterpart | undefined {
  const control = findControl(name);
  if (control === undefined) {
    migration.lost.push(`${name} (${from}): no control is called so here`);
    return undefined;
  }
  const field = fieldOfAlias(control, name);
  return { control: control.id, field: field === undefined ? undefined : `*.${field}*` };
}

/** Applies a check or does not. One that is a part of a control is not reason enough to turn all of it off. */
export function choose(name: string, setting: 'on' | 'off', from: string, migration: Migration): void {
  const found = counterpart(name, from, migration);
  if (found === undefined) return;
  const source = `${name} in ${from}`;
  if (setting === 'on' || found.field === undefined) migration.controls.set(found.control, { setting, from: source });
  else migration.exceptions.push({ ...found, reason: `ignored in ${from}, which does not say why`, from: source });
}
