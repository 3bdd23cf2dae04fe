import { matches } from '@bulwark/model';
import type { Role, RoleRule } from '../policy/role.ts';
import type { PolicyRule } from '../rule/policy-rule.ts';

/**
 * Fills in aggregated ClusterRoles as the controller does (kubernetes/pkg/controller/clusterroleaggregation): for each selector
 * the ClusterRoles that it matches, by name, without the role itself, each rule that is not there yet. What the manifest
 * writes there itself is overwritten. Roles that aggregate aggregated ones are gone through until nothing changes. The order of
 * the rules of roles that aggregate each other depends, in a cluster too, on which of them was filled in first.
 */
export function aggregate(roles: readonly Role[]): readonly Role[] {
  const filled = new Map<string, Role>();
  const clusterRoles = roles.filter((role) => role.kind === 'ClusterRole').toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const aggregated = clusterRoles.filter((role) => role.aggregates !== undefined);
  for (const role of clusterRoles) filled.set(role.name, role.aggregates === undefined ? role : { ...role, rules: [] });
  // Rules only come. Once none comes any more, their order is settled after a round for each role, or never.
  for (let rounds = aggregated.length; rounds > 0; rounds--) {
    const change = fillOnce(aggregated, clusterRoles, filled);
    if (change === 'none') break;
    if (change === 'more') rounds = aggregated.length + 1;
  }
  return roles.map((role) => (role.kind === 'ClusterRole' ? (filled.get(role.name) ?? role) : role));
}

function fillOnce(aggregated: readonly Role[], all: readonly Role[], filled: Map<string, Role>): 'none' | 'order' | 'more' {
  let change: 'none' | 'order' | 'more' = 'none';
  for (const role of aggregated) {
    const before = filled.get(role.name)?.rules ?? [];
    const rules = gather(role, all, filled);
    if (rules.length !== before.length) change = 'more';
    else if (rules.every(({ rule }, index) => rule === before[index]?.rule)) continue;
    else if (change === 'none') change = 'order';
    filled.set(role.name, { ...role, rules });
  }
  return change;
}

function gather(role: Role, candidates: readonly Role[], filled: ReadonlyMap<string, Role>): RoleRule[] {
  const rules = new Map<string, RoleRule>();
  for (const selector of role.aggregates ?? []) {
    const chosen = candidates.filter(({ name, labels }) => name !== role.name && matches(selector, labels));
    for (const found of chosen.flatMap((candidate) => rulesOf(candidate, filled))) {
      const key = ruleText(found.rule);
      if (!rules.has(key)) rules.set(key, found);
    }
  }
  return [...rules.values()];
}

function rulesOf({ name, object }: Role, filled: ReadonlyMap<string, Role>): RoleRule[] {
  return (filled.get(name)?.rules ?? []).map((found) => ({ ...found, from: found.from ?? { name, object } }));
}

function ruleText({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string {
  return JSON.stringify([verbs, apiGroups, resources, resourceNames, nonResourceURLs]);
}
