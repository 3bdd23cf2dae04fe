import { kindOf, type Kind } from './kind.ts';

/**
 * Which object a permission must reach:
 * `new`: none that has a name yet (a create by POST, a list): a rule with names does not allow it;
 * `target`: the object that the escalation is about, one and the same for all needs of a way that say so. A rule with names
 * makes them the targets;
 * `other`: another object, one and the same for all needs of a way that say so;
 * `scope`: the namespace in which the way holds, itself;
 * names: one of these.
 */
export type NeededObject = 'new' | 'target' | 'other' | 'scope' | readonly string[];

/** A permission that an escalation rests on: one of the verbs on one of the kinds. */
export interface Need {
  readonly verbs: readonly string[];
  readonly kinds: readonly Kind[];
  readonly object: NeededObject;
  /** The request is made in the namespace even if the kind has none: what `bind` is asked for. */
  readonly inNamespace: boolean;
}

type OneOrMore = string | readonly string[];

export function need(verbs: OneOrMore, kinds: OneOrMore, object: NeededObject = 'new', inNamespace = false): Need {
  return { verbs: list(verbs), kinds: list(kinds).map(kindOf), object, inNamespace };
}

function list(value: OneOrMore): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}
