import type { KubeObject } from '@bulwark/model';

type Names = Map<string, number>;

/** Numbers the identities of objects: one number for all that a cluster can hold only once. A key of text for each would cost more. */
export class IdentityNumbers {
  /** By group, kind and namespace. */
  readonly #groups = new Map<string, Map<string, Map<string, Names>>>();
  #count = 0;

  of({ group, kind, namespace = '', name }: Pick<KubeObject, 'group' | 'kind' | 'namespace' | 'name'>): number {
    const names = entry(entry(entry(this.#groups, group), kind), namespace);
    const known = names.get(name);
    if (known !== undefined) return known;
    names.set(name, this.#count);
    return this.#count++;
  }
}

function entry<V extends Map<string, unknown>>(map: Map<string, V>, key: string): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = new Map<string, unknown>() as V));
  return value;
}
