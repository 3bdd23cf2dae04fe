import type { Kind } from './kind.ts';
import type { Need } from './need.ts';
import type { Primitive } from './primitive.ts';

/** One verb on one kind, with a number. */
export interface Atom {
  readonly id: number;
  readonly verb: string;
  readonly kind: Kind;
}

/** All that the primitives ask about, found by what rules write. */
export class AtomTable {
  readonly atoms: readonly Atom[];
  readonly #ofNeed = new Map<Need, readonly Atom[]>();
  readonly #byResource = new Map<string, Atom[]>();
  readonly #bySubresource = new Map<string, Atom[]>();
  readonly #urls: Atom[] = [];
  readonly #resources: Atom[] = [];

  constructor(primitives: readonly Primitive[]) {
    const atoms = new Map<string, Atom>();
    for (const need of primitives.flatMap(({ ways }) => ways.flatMap(({ needs }) => needs))) {
      this.#ofNeed.set(
        need,
        need.kinds.flatMap((kind) => need.verbs.map((verb) => this.#atom(atoms, verb, kind))),
      );
    }
    this.atoms = [...atoms.values()];
  }

  ofNeed(need: Need): readonly Atom[] {
    return this.#ofNeed.get(need) ?? [];
  }

  /** Those whose resource a rule's word means; the group and the verb are another matter. */
  ofResource(word: string): readonly Atom[] {
    if (word === '*') return this.#resources;
    return this.#byResource.get(word) ?? (word.startsWith('*/') ? this.#bySubresource.get(word.slice(2)) : undefined) ?? [];
  }

  get urls(): readonly Atom[] {
    return this.#urls;
  }

  #atom(atoms: Map<string, Atom>, verb: string, kind: Kind): Atom {
    const key = JSON.stringify([verb, kind]);
    const known = atoms.get(key);
    if (known !== undefined) return known;
    const atom: Atom = { id: atoms.size, verb, kind };
    atoms.set(key, atom);
    if (kind.kind === 'url') {
      this.#urls.push(atom);
      return atom;
    }
    this.#resources.push(atom);
    const { resource, subresource } = kind;
    put(this.#byResource, subresource === '' ? resource : `${resource}/${subresource}`, atom);
    if (subresource !== '') put(this.#bySubresource, subresource, atom);
    return atom;
  }
}

function put(map: Map<string, Atom[]>, key: string, atom: Atom): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [atom]);
  else list.push(atom);
}
