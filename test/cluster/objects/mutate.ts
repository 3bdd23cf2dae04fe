import { dice, type Dice } from '../dice.ts';
import { MUTATIONS } from './mutations.ts';
import { copyOf, textOf, treeOf } from './tree.ts';

/** An object that somebody shipped, changed a little, as text. */
export interface Mutant {
  /** What the object was: where it is sent to. */
  readonly apiVersion: string;
  readonly kind: string;
  /** The names of the changes. */
  readonly changes: readonly string[];
  readonly text: string;
}

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly [member: string]: unknown;
}

/** An object as it was shipped, in the form of a mutant. */
export function unchanged({ apiVersion, kind, ...rest }: Manifest): Mutant {
  return { apiVersion, kind, changes: [], text: JSON.stringify({ apiVersion, kind, ...rest }) };
}

const NAMES = Object.keys(MUTATIONS);

/** The same seed gives the same mutants. Every kind comes as often as any other, however often people ship it. */
export function mutants(manifests: readonly Manifest[], count: number, seed: number): readonly Mutant[] {
  const random = dice(seed);
  const kinds = Array.from(Map.groupBy(manifests, ({ apiVersion, kind }) => `${apiVersion} ${kind}`).values());
  if (kinds.length === 0) throw new Error('no manifests to change');
  return Array.from({ length: count }, () => mutant(random, random.pick(random.pick(kinds))));
}

function mutant(random: Dice, manifest: Manifest): Mutant {
  const tree = copyOf(treeOf(manifest));
  const changes = Array.from({ length: random.chance(0.3) ? 2 : 1 }, () => random.pick(NAMES));
  for (const change of changes) MUTATIONS[change]?.(random, tree);
  const { apiVersion, kind } = manifest;
  return { apiVersion, kind, changes, text: textOf(tree) };
}
