import { goQuote } from '@bulwark/model';
import type { PolicyRule } from '../rule/policy-rule.ts';

/**
 * Rules of one group, one resource and at most one name that differ only in their verbs made one, behind those that have more
 * (kubernetes/pkg/registry/rbac/validation/policy_compact.go, CompactRules, which promises no order of its own).
 */
export function compactRules(rules: readonly PolicyRule[]): readonly PolicyRule[] {
  const simple = new Map<string, PolicyRule>();
  const others: PolicyRule[] = [];
  for (const rule of rules) {
    const key = simpleKey(rule);
    if (key === undefined) {
      others.push(rule);
      continue;
    }
    const known = simple.get(key);
    simple.set(key, known === undefined ? rule : { ...known, verbs: [...known.verbs, ...rule.verbs] });
  }
  return [...others, ...simple.values()];
}

/** What two rules must share to become one; undefined where a rule cannot be part of another. */
function simpleKey({ apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string | undefined {
  if (resourceNames.length > 1 || nonResourceURLs.length > 0 || apiGroups.length !== 1 || resources.length !== 1)
    return undefined;
  return JSON.stringify([apiGroups, resources, resourceNames]);
}

const FIELDS = [
  ['APIGroups', 'apiGroups'],
  ['Resources', 'resources'],
  ['NonResourceURLs', 'nonResourceURLs'],
  ['ResourceNames', 'resourceNames'],
  ['Verbs', 'verbs'],
] as const;

/** A rule as the API server's messages have it (kubernetes/pkg/apis/rbac/v1/evaluation_helpers.go, CompactString). */
export function ruleText(rule: PolicyRule): string {
  const parts = FIELDS.filter(([, key]) => rule[key].length > 0).map(([name, key]) => `${name}:${goList(rule[key])}`);
  return `{${parts.join(', ')}}`;
}

/** A list as Go's verb `%q` prints it. */
export function goList(texts: readonly string[]): string {
  return `[${texts.map(goQuote).join(' ')}]`;
}
