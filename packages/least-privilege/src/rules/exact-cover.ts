import { atomKey, productOf, type Atom, type Box } from './atom.ts';

/** Beyond these, nobody waits for the best answer. */
const MOST_ATOMS = 24;
const MOST_BOXES = 4000;
const MOST_STEPS = 50_000;

const SIDES = ['verbs', 'groups', 'resources', 'names', 'urls'] as const;
const PARTS = { verbs: 'verb', groups: 'group', resources: 'resource', names: 'name', urls: 'url' } as const;

interface Candidate {
  readonly box: Box;
  /** Which atoms it grants, a bit each. */
  readonly mask: number;
}

/** The fewest boxes that grant these atoms and nothing else, if there is a way with at most so many; else undefined. */
export function exactCover(atoms: readonly Atom[], most: number): readonly Box[] | undefined {
  if (most < 1 || atoms.length > MOST_ATOMS) return undefined;
  const places = new Map(atoms.map((atom, place) => [atomKey(atom), place]));
  const candidates = largestBoxes(atoms, places);
  if (candidates === undefined) return undefined;
  const all = 2 ** atoms.length - 1;
  const steps = { left: MOST_STEPS };
  for (let size = 1; size <= most && steps.left > 0; size++) {
    const found = cover(candidates, all, size, steps);
    if (found !== undefined) return found.map(({ box }) => box);
  }
  return undefined;
}

/** All boxes of atoms that no other value can be added to. */
function largestBoxes(atoms: readonly Atom[], places: ReadonlyMap<string, number>): readonly Candidate[] | undefined {
  const seen = new Map<number, Candidate>();
  const largest: Candidate[] = [];
  const open: Candidate[] = [];
  const visit = (candidate: Candidate): void => {
    if (seen.has(candidate.mask)) return;
    seen.set(candidate.mask, candidate);
    open.push(candidate);
  };
  for (const [place, { verb, group, resource, name, url }] of atoms.entries()) {
    visit({ box: { verbs: [verb], groups: [group], resources: [resource], names: [name], urls: [url] }, mask: 2 ** place });
  }
  for (let candidate = open.pop(); candidate !== undefined; candidate = open.pop()) {
    if (seen.size > MOST_BOXES) return undefined;
    const larger = extensions(candidate.box, atoms, places);
    if (larger.length === 0) largest.push(candidate);
    for (const each of larger) visit(each);
  }
  return largest;
}

function extensions(box: Box, atoms: readonly Atom[], places: ReadonlyMap<string, number>): Candidate[] {
  const found: Candidate[] = [];
  for (const side of SIDES) {
    for (const value of new Set(atoms.map((atom) => atom[PARTS[side]]))) {
      // A rule cannot say some names and all of them.
      if (box[side].includes(value) || (side === 'names' && (value === '' || box.names[0] === ''))) continue;
      const larger: Box = { ...box, [side]: [...box[side], value].toSorted() };
      const mask = maskOf(larger, places);
      if (mask !== undefined) found.push({ box: larger, mask });
    }
  }
  return found;
}

/** Undefined where the box grants more than the atoms. */
function maskOf(box: Box, places: ReadonlyMap<string, number>): number | undefined {
  let mask = 0;
  for (const atom of productOf(box)) {
    const place = places.get(atomKey(atom));
    if (place === undefined) return undefined;
    mask |= 2 ** place;
  }
  return mask;
}

/** Takes the atom that the fewest candidates grant, and tries each of them. */
function cover(
  candidates: readonly Candidate[],
  left: number,
  size: number,
  steps: { left: number },
): readonly Candidate[] | undefined {
  if (left === 0) return [];
  if (size === 0 || steps.left-- <= 0) return undefined;
  let fewest: readonly Candidate[] | undefined;
  for (let bit = 1; bit <= left; bit *= 2) {
    if ((left & bit) === 0) continue;
    const able = candidates.filter(({ mask }) => (mask & bit) !== 0);
    if (fewest === undefined || able.length < fewest.length) fewest = able;
  }
  for (const candidate of fewest ?? []) {
    const rest = cover(candidates, left & ~candidate.mask, size - 1, steps);
    if (rest !== undefined) return [candidate, ...rest];
  }
  return undefined;
}
