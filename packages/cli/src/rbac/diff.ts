import {
  compactRules,
  coverOf,
  principalOf,
  type BoundGrant,
  type Gap,
  type Grant,
  type PolicyRule,
  type Principal,
  type RbacIndex,
  type Role,
} from '@bulwark/rbac';
import { alone, principalKey, principalsOf, withGroups } from './principals.ts';

/** What one user or group may do in one place on one side alone. */
export interface Change {
  readonly change: 'gained' | 'lost';
  readonly principal: Principal;
  /** Empty for the whole cluster. */
  readonly namespace: string;
  /** Each with the grant that gives it, on the side that has it. */
  readonly rights: readonly Right[];
}

export interface Right {
  /** What of the rule the other side does not give. */
  readonly rules: readonly PolicyRule[];
  readonly grant: Grant;
}

export interface Diff {
  readonly changes: readonly Change[];
  /** Bindings of the new side of which nobody can say what they grant, and which the old side does not have. */
  readonly gaps: readonly Gap[];
}

/**
 * What of two policies the one lets whom do that the other does not: by what may be done, whatever roles and bindings are
 * called. What somebody gains through a group is said of the group.
 */
export function diff(before: RbacIndex, after: RbacIndex): Diff {
  const principals = new Map(
    [...principalsOf(before.policy), ...principalsOf(after.policy)].map((principal) => [principalKey(principal), principal]),
  );
  const changes = [...principals.values()].flatMap((principal) => [
    ...sideOf('gained', principal, after, before),
    ...sideOf('lost', principal, before, after),
  ]);
  return { changes, gaps: newGaps(before, after) };
}

/** What the principal's own bindings give on one side, and neither they nor its groups' give on the other. */
function sideOf(change: Change['change'], principal: Principal, has: RbacIndex, other: RbacIndex): readonly Change[] {
  const places = Map.groupBy(has.grantsOf(alone(principal)).grants, ({ binding }) => binding.namespace);
  if (places.size === 0) return [];
  const user = withGroups(principal);
  return [...places].flatMap(([namespace, grants]) => {
    const known = new Known(other.grantsOf(user, namespace).grants);
    const rights = grants.flatMap((grant) => (known.hasRole(grant.role) ? [] : rightsOf(grant, known)));
    return rights.length === 0 ? [] : [{ change, principal, namespace, rights }];
  });
}

function rightsOf(grant: BoundGrant, known: Known): readonly Right[] {
  return grant.role.rules.flatMap((rule) => {
    if (known.hasRule(rule.rule)) return [];
    const { held, uncovered } = coverOf(known.rules, [rule.rule]);
    // Of a rule that is new as a whole, people know the words that they wrote.
    const rules = held.length === 0 ? [rule.rule] : compactRules(uncovered);
    return uncovered.length === 0 ? [] : [{ rules, grant: { ...grant, rule } }];
  });
}

/**
 * What somebody has on the other side. Nearly all is the same on both, and is known again by what it says, rule by rule and role
 * by role, before anything is taken apart.
 */
class Known {
  readonly #roles: readonly Role[];
  #says: Set<string> | undefined;
  #rules: readonly PolicyRule[] | undefined;
  #each: Set<string> | undefined;

  constructor(grants: readonly BoundGrant[]) {
    this.#roles = grants.map(({ role }) => role);
  }

  hasRole(role: Role): boolean {
    this.#says ??= new Set(this.#roles.map(sayingOf));
    return this.#says.has(sayingOf(role));
  }

  hasRule(rule: PolicyRule): boolean {
    this.#each ??= new Set(this.rules.map(ruleKey));
    return this.#each.has(ruleKey(rule));
  }

  get rules(): readonly PolicyRule[] {
    return (this.#rules ??= this.#roles.flatMap(({ rules }) => rules.map(({ rule }) => rule)));
  }
}

const SAYINGS = new WeakMap<Role, string>();
const KEYS = new WeakMap<PolicyRule, string>();

/** The same text for roles that say the same in the same words. */
function sayingOf(role: Role): string {
  return remembered(SAYINGS, role, ({ rules }) => JSON.stringify(rules.map(({ rule }) => ruleKey(rule))));
}

function ruleKey(rule: PolicyRule): string {
  return remembered(KEYS, rule, ({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }) =>
    JSON.stringify([verbs, apiGroups, resources, resourceNames, nonResourceURLs]),
  );
}

function remembered<T extends object>(store: WeakMap<T, string>, key: T, make: (key: T) => string): string {
  const known = store.get(key);
  if (known !== undefined) return known;
  const made = make(key);
  store.set(key, made);
  return made;
}

function newGaps(before: RbacIndex, after: RbacIndex): readonly Gap[] {
  const known = new Set(allGaps(before).map(gapKey));
  const gaps = new Map(allGaps(after).map((gap) => [gapKey(gap), gap]));
  return [...gaps].filter(([key]) => !known.has(key)).map(([, gap]) => gap);
}

function allGaps(index: RbacIndex): readonly Gap[] {
  return principalsOf(index.policy).flatMap((principal) => index.grantsOf(alone(principal)).gaps);
}

/** Whom it gives what it may, whatever it is called; only of one that says neither, its name. */
function gapKey({ binding, subject, reason }: Gap): string {
  const { kind, namespace, name, roleRef, subjects } = binding;
  const bound = subject === undefined ? undefined : subjects[subject];
  const principal = bound === undefined ? undefined : principalOf(bound, namespace);
  const who = principal === undefined ? `${kind} ${name}` : principalKey(principal);
  return JSON.stringify([namespace, roleRef.kind, roleRef.name, who, reason]);
}
