import { findControl } from '../catalogue.ts';
import type { Migration } from './migration.ts';

/** The id of the control that another scanner's check is called here; what has none is told as lost. */
export function counterpart(name: string, from: string, migration: Migration): string | undefined {
  const control = findControl(name);
  if (control === undefined) migration.lost.push(`${name} (${from}): no control is called so here`);
  return control?.id;
}
