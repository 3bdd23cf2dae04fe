import { policyRule, type PolicyRule } from '@bulwark/rbac';
import { withoutRedundant, type Atom, type Box } from './atom.ts';
import { exactCover } from './exact-cover.ts';

type Side = keyof Box;
const SIDES: readonly Side[] = ['verbs', 'groups', 'resources', 'names', 'urls'];
/** In which order to put boxes together. Which one makes the fewest rules depends on what there is. */
const ORDERS: readonly (readonly Side[])[] = [
  ['verbs', 'names', 'resources', 'groups', 'urls'],
  ['resources', 'groups', 'verbs', 'names', 'urls'],
  ['names', 'resources', 'groups', 'verbs', 'urls'],
];

/**
 * As few rules as can be found that grant these atoms and nothing else: boxes are put together only where they differ on one
 * side, so that their product adds nothing. What is small enough is solved exactly.
 */
export function compact(atoms: Iterable<Atom>): PolicyRule[] {
  const needed = withoutRedundant(atoms);
  const tries = ORDERS.map((order) => mergeBy(order, needed.map(boxOf)));
  const greedy = tries.reduce((best, each) => (each.length < best.length ? each : best));
  const boxes = exactCover(needed, greedy.length - 1) ?? greedy;
  return boxes.map(toRule).toSorted(compareRules);
}

function boxOf({ verb, group, resource, name, url }: Atom): Box {
  return { verbs: [verb], groups: [group], resources: [resource], names: [name], urls: [url] };
}

/** Until nothing can be put together any more. */
function mergeBy(order: readonly Side[], boxes: readonly Box[]): readonly Box[] {
  let merged = boxes;
  for (;;) {
    const before = merged.length;
    for (const side of order) merged = mergeSide(side, merged);
    if (merged.length === before) return merged;
  }
}

function mergeSide(side: Side, boxes: readonly Box[]): readonly Box[] {
  const found = new Map<string, Box>();
  for (const box of boxes) {
    // A name and no name do not go into one list; neither do resources and URLs.
    const apart = side === 'names' ? box.names[0] === '' : undefined;
    const key = JSON.stringify([...SIDES.map((other) => (other === side ? apart : box[other])), box.urls[0] === '']);
    const known = found.get(key);
    found.set(key, known === undefined ? box : { ...known, [side]: union(known[side], box[side]) });
  }
  return [...found.values()];
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])].toSorted();
}

function toRule({ verbs, groups, resources, names, urls }: Box): PolicyRule {
  if (urls[0] !== '') return policyRule({ verbs: inOrder(verbs), nonResourceURLs: urls });
  return policyRule({ verbs: inOrder(verbs), apiGroups: groups, resources, resourceNames: names[0] === '' ? [] : names });
}

/** As people write them. */
const VERBS: readonly string[] = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];

function inOrder(verbs: readonly string[]): string[] {
  const place = (verb: string): number => (VERBS.includes(verb) ? VERBS.indexOf(verb) : VERBS.length);
  return verbs.toSorted((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

export function compareRules(a: PolicyRule, b: PolicyRule): number {
  const key = ({ nonResourceURLs, apiGroups, resources, resourceNames, verbs }: PolicyRule): string =>
    JSON.stringify([nonResourceURLs.length, apiGroups, resources, resourceNames, nonResourceURLs, verbs]);
  const [left, right] = [key(a), key(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
