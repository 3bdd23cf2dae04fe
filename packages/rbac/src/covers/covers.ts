import type { PolicyRule } from '../rule/policy-rule.ts';
import { withoutTrailingStars } from '../rule/rule-allows.ts';
import { breakdown } from './breakdown.ts';

const ALL = '*';

/** What of some rules others cover, and what not: both in the pieces of `breakdown`, in the order of the rules. */
export interface Cover {
  readonly held: readonly HeldPiece[];
  readonly uncovered: readonly PolicyRule[];
}

export interface HeldPiece {
  readonly piece: PolicyRule;
  /** The place of the first owner rule that covers it. */
  readonly owner: number;
}

/**
 * Whether who holds the owner rules may hand out the servant rules (k8s.io/component-helpers/auth/rbac/validation,
 * Covers). Every piece must be covered by one owner rule alone. It compares what is written and not what it means: all verbs
 * by name do not cover `*`, all names do not cover a rule without names, and a rule that has names covers none of its own
 * URLs.
 */
export function coverOf(owner: readonly PolicyRule[], servant: readonly PolicyRule[]): Cover {
  const held: HeldPiece[] = [];
  const uncovered: PolicyRule[] = [];
  for (const rule of servant) {
    for (const piece of breakdown(rule)) {
      const index = owner.findIndex((candidate) => ruleCovers(candidate, piece));
      if (index === -1) uncovered.push(piece);
      else held.push({ piece, owner: index });
    }
  }
  return { held, uncovered };
}

export function covers(owner: readonly PolicyRule[], servant: readonly PolicyRule[]): boolean {
  return servant.every((rule) => breakdown(rule).every((piece) => owner.some((candidate) => ruleCovers(candidate, piece))));
}

/** Whether one rule covers a piece, which has at most one entry in each list. */
function ruleCovers(owner: PolicyRule, piece: PolicyRule): boolean {
  return (
    hasAll(owner.verbs, piece.verbs) &&
    hasAll(owner.apiGroups, piece.apiGroups) &&
    piece.resources.every((resource) => resourceCovers(owner.resources, resource)) &&
    namesCover(owner.resourceNames, piece.resourceNames) &&
    piece.nonResourceURLs.every((url) => owner.nonResourceURLs.some((candidate) => urlCovers(candidate, url)))
  );
}

function hasAll(owner: readonly string[], wanted: readonly string[]): boolean {
  return owner.includes(ALL) || wanted.every((one) => owner.includes(one));
}

/** Of a subresource also `*` before all that follows the first slash. */
function resourceCovers(owner: readonly string[], wanted: string): boolean {
  if (owner.includes(ALL) || owner.includes(wanted)) return true;
  const slash = wanted.indexOf('/');
  return slash !== -1 && owner.includes(`${ALL}${wanted.slice(slash)}`);
}

function namesCover(owner: readonly string[], wanted: readonly string[]): boolean {
  if (owner.length === 0) return true;
  return wanted.length > 0 && wanted.every((name) => owner.includes(name));
}

/** A URL that ends in stars covers whatever begins with what is before them; all stars at the end are cut off. */
export function urlCovers(owner: string, wanted: string): boolean {
  return owner === wanted || (owner.endsWith(ALL) && wanted.startsWith(withoutTrailingStars(owner)));
}
