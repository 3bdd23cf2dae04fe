import {
  breakdown,
  compactRules,
  covers,
  principalOf,
  type Gap,
  type Grant,
  type PolicyRule,
  type Principal,
  type RbacIndex,
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
  return [...places].flatMap(([namespace, grants]) => {
    const known = other.rulesFor(withGroups(principal), namespace).rules;
    const rights = grants
      .flatMap((grant) => grant.role.rules.map((rule) => ({ ...grant, rule })))
      .flatMap((grant) => rightOf(grant, known) ?? []);
    return rights.length === 0 ? [] : [{ change, principal, namespace, rights }];
  });
}

function rightOf(grant: Grant, known: readonly PolicyRule[]): Right | undefined {
  const { rule } = grant.rule;
  // Nearly every rule is the same on both sides.
  if (covers(known, [rule])) return undefined;
  const pieces = breakdown(rule).filter((piece) => !covers(known, [piece]));
  return { rules: compactRules(pieces), grant };
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
