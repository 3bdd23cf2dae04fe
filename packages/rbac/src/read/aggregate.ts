import { compareBytes, matches, type Selector } from '@bulwark/model';
import type { Role, RoleRule } from '../policy/role.ts';
import type { PolicyRule } from '../rule/policy-rule.ts';

/** Aggregated roles and those that they gather from, in the order in which their rules come. */
type Sources = ReadonlyMap<Role, readonly Role[]>;

/**
 * Fills in aggregated ClusterRoles as the controller does (kubernetes/pkg/controller/clusterroleaggregation): for each selector
 * the ClusterRoles that it matches, by name, without the role itself, each rule that is not there yet. What the manifest
 * writes there itself is overwritten, but where there is nothing to write over it: the controller applies a role without
 * rules then, and what somebody else wrote stays. Roles that gather from each other in a circle get what comes into it from
 * outside; a cluster may have more there, since nothing that was once in such a circle leaves it.
 */
export function aggregate(roles: readonly Role[]): readonly Role[] {
  const clusterRoles = roles.filter((role) => role.kind === 'ClusterRole').toSorted((a, b) => compareBytes(a.name, b.name));
  const sources = new Map<Role, readonly Role[]>();
  for (const role of clusterRoles) {
    if (role.aggregates !== undefined) sources.set(role, sourcesOf(role, role.aggregates, clusterRoles));
  }
  if (sources.size === 0) return roles;
  const filled = fill(sources);
  return roles.map((role) => ({ ...role, rules: filled.get(role) ?? role.rules }));
}

function sourcesOf(role: Role, selectors: readonly Selector[], clusterRoles: readonly Role[]): readonly Role[] {
  const chosen = selectors.flatMap((selector) => clusterRoles.filter(({ labels }) => matches(selector, labels)));
  return [...new Set(chosen)].filter(({ name }) => name !== role.name);
}

/**
 * The rules of each aggregated role. Sources come first, so that one round is enough and another finds nothing to do; where
 * they go in circles there are more. Rules only ever come in, and so does their order come to rest but for circles of odd
 * making, in which it never does in a cluster either.
 */
function fill(sources: Sources): ReadonlyMap<Role, readonly RoleRule[]> {
  const filled = new Map<Role, readonly RoleRule[]>();
  const texts = new Map<PolicyRule, string>();
  const order = sourcesFirst(sources);
  for (const role of order) filled.set(role, []);
  for (let round = 0, changed = true; changed && round < 2 * order.length + 2; round++) {
    changed = false;
    for (const role of order) {
      const gathered = gather(sources.get(role) ?? [], filled, texts);
      const rules = gathered.length === 0 ? role.rules : gathered;
      if (sameRules(rules, filled.get(role) ?? [])) continue;
      filled.set(role, rules);
      changed = true;
    }
  }
  return filled;
}

function gather(
  from: readonly Role[],
  filled: ReadonlyMap<Role, readonly RoleRule[]>,
  texts: Map<PolicyRule, string>,
): readonly RoleRule[] {
  const rules = new Map<string, RoleRule>();
  for (const source of from) {
    for (const found of filled.get(source) ?? source.rules) {
      const text = texts.get(found.rule) ?? ruleText(found.rule);
      texts.set(found.rule, text);
      if (!rules.has(text)) rules.set(text, { ...found, from: found.from ?? { name: source.name, object: source.object } });
    }
  }
  return [...rules.values()];
}

function sameRules(a: readonly RoleRule[], b: readonly RoleRule[]): boolean {
  return a.length === b.length && a.every(({ rule }, index) => rule === b[index]?.rule);
}

/** The aggregated roles, each behind those that it gathers from, as far as there are no circles. */
function sourcesFirst(sources: Sources): readonly Role[] {
  const order = new Set<Role>();
  const entered = new Set<Role>();
  for (const start of sources.keys()) {
    const path = [start];
    for (let role = path.at(-1); role !== undefined; role = path.at(-1)) {
      if (!entered.has(role)) {
        entered.add(role);
        path.push(...(sources.get(role) ?? []).filter((source) => sources.has(source) && !entered.has(source)));
      } else {
        order.add(role);
        path.pop();
      }
    }
  }
  return [...order];
}

function ruleText({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string {
  return JSON.stringify([verbs, apiGroups, resources, resourceNames, nonResourceURLs]);
}
