import type { Json } from './json.ts';
import type { Path } from './path.ts';

/**
 * A change to one object, as data. `set` also creates the maps on the way that are not there yet; `replace` and `delete`
 * want the field to be there; `insert` puts an item before the one that its path ends with.
 */
export type Edit =
  | { readonly op: 'set'; readonly path: Path; readonly value: Json }
  | { readonly op: 'replace'; readonly path: Path; readonly value: Json }
  | { readonly op: 'delete'; readonly path: Path }
  | { readonly op: 'append'; readonly path: Path; readonly value: Json }
  | { readonly op: 'insert'; readonly path: Path; readonly value: Json };

export const set = (path: Path, value: Json): Edit => ({ op: 'set', path, value });
