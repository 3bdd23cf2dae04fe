/** The fields that name an item of a list, in order; undefined for lists whose items have no key. */
export type ListKey = readonly string[];

/** The key of the list at `field` (the name of the list's own field, such as `containers`). */
export function listKey(field: string): ListKey | undefined {
  return field === 'containers' ? ['name'] : undefined;
}
