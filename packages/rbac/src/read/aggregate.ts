import { matches } from '@bulwark/model';
import type { Role, RoleRule } from '../policy/role.ts';
import type { PolicyRule } from '../rule/policy-rule.ts';

/**
 * Fills in aggregated ClusterRoles as the controller does (kubernetes/pkg/controller/clusterroleaggregation): for each selector
 * the ClusterRoles that it matches, by name, without the role itself, each rule that is not there yet. What the manifest
 * writes there itself is overwritten. Roles that aggregate aggregated ones are gone through until nothing changes.
 */
export function aggregate(roles: readonly Role[]): readonly Role[] {
  const filled = new Map<string, Role>();
  const clusterRoles = roles.filter((role) => role.kind === 'ClusterRole').toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const aggregated = clusterRoles.filter((role) => role.aggregates !== undefined);
  for (const role of clusterRoles) filled.set(role.name, role.aggregates === undefined ? role : { ...role, rules: [] });
  for (let changed = true; changed;) {
    changed = false;
    for (const role of aggregated) {
      const rules = gather(role, clusterRoles, filled);
      if (rules.length === filled.get(role.name)?.rules.length) continue;
      filled.set(role.name, { ...role, rules });
      changed = true;
    }
  }
  return roles.map((role) => (role.kind === 'ClusterRole' ? (filled.get(role.name) ?? role) : role));
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
