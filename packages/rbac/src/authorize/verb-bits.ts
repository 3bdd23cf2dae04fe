/** The verbs that rules are made of nearly always. */
const USUAL = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];
const BITS = 31;
/** The bit that all verbs share for which none is left. It says only that a closer look is due. */
export const OTHER_VERB: number = 2 ** (BITS - 1);
const EVERY_VERB = 2 ** BITS - 1;

/** Verbs as bits, so that most rules of a role, and most roles, are passed over at the cost of one comparison. */
export class VerbBits {
  readonly #bits = new Map<string, number>(USUAL.map((verb, index) => [verb, 2 ** index]));

  /** The bits of a rule's verbs; `*` is all of them. */
  add(verbs: readonly string[]): number {
    if (verbs.includes('*')) return EVERY_VERB;
    let bits = 0;
    for (const verb of verbs) bits |= this.#add(verb);
    return bits;
  }

  find(verb: string): number {
    return this.#bits.get(verb) ?? OTHER_VERB;
  }

  #add(verb: string): number {
    const known = this.#bits.get(verb);
    if (known !== undefined) return known;
    if (this.#bits.size === BITS - 1) return OTHER_VERB;
    const bit = 2 ** this.#bits.size;
    this.#bits.set(verb, bit);
    return bit;
  }
}
