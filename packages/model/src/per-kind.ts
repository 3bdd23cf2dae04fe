/** What says of which kind an object is. */
export interface Kinded {
  readonly group: string;
  readonly kind: string;
}

/**
 * What depends on the kind of an object alone, found once for each kind. By group and then by kind, because to join both into
 * one key for every object would cost more than the look-up.
 */
export function perKind<T extends object | string | null>(find: (group: string, kind: string) => T): (object: Kinded) => T {
  const groups = new Map<string, Map<string, T>>();
  return ({ group, kind }) => {
    let kinds = groups.get(group);
    if (kinds === undefined) groups.set(group, (kinds = new Map()));
    const known = kinds.get(kind);
    if (known !== undefined) return known;
    const found = find(group, kind);
    kinds.set(kind, found);
    return found;
  };
}
