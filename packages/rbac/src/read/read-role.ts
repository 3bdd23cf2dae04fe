import {
  isArray,
  isInvalid,
  isObject,
  labelSelector,
  labelsOf,
  member,
  valueAt,
  type Json,
  type KubeObject,
  type Selector,
} from '@bulwark/model';
import type { Role, RoleRule } from '../policy/role.ts';
import type { PolicyRule } from '../rule/policy-rule.ts';
import { textList } from './text-list.ts';

const NO_RULES: readonly RoleRule[] = [];
const LISTS = ['verbs', 'apiGroups', 'resources', 'resourceNames', 'nonResourceURLs'] as const;

/** An object never changes, and many scopes see the same one. */
const READ = new WeakMap<KubeObject, Role>();

/** A role from its manifest, or undefined where the object is none. What the server could not decode makes it unreadable. */
export function readRole(object: KubeObject): Role | undefined {
  if (object.kind !== 'Role' && object.kind !== 'ClusterRole') return undefined;
  const known = READ.get(object);
  if (known !== undefined) return known;
  const read = readRoleAnew(object, object.kind);
  READ.set(object, read);
  return read;
}

function readRoleAnew(object: KubeObject, kind: Role['kind']): Role {
  const rules = readRules(member(object.value, 'rules'));
  const aggregates = object.kind === 'ClusterRole' ? readAggregation(member(object.value, 'aggregationRule')) : undefined;
  return {
    kind,
    namespace: object.kind === 'Role' ? (object.namespace ?? 'default') : '',
    name: object.name,
    labels: labelsOf(valueAt(object.value, ['metadata', 'labels'])),
    rules: typeof rules === 'string' ? NO_RULES : rules,
    aggregates: typeof aggregates === 'string' ? [] : aggregates,
    object,
    unreadable: [rules, aggregates].find((part) => typeof part === 'string'),
  };
}

function readRules(value: Json | undefined): readonly RoleRule[] | string {
  if (value === undefined || value === null) return NO_RULES;
  if (!isArray(value)) return 'rules is no list';
  const rules: RoleRule[] = [];
  for (const [index, item] of value.entries()) {
    const rule = readRule(item, index);
    if (typeof rule === 'string') return rule;
    rules.push({ rule, from: undefined, index });
  }
  return rules;
}

function readRule(value: Json, index: number): PolicyRule | string {
  if (value === null) return { verbs: [], apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: [] };
  if (!isObject(value)) return `rules[${index}] is no object`;
  const lists: Partial<Record<(typeof LISTS)[number], readonly string[]>> = {};
  for (const key of LISTS) {
    const list = textList(value, key);
    if (list === undefined) return `rules[${index}].${key} is no list of texts`;
    lists[key] = list;
  }
  return lists as PolicyRule;
}

function readAggregation(value: Json | undefined): readonly Selector[] | string | undefined {
  if (value === undefined || value === null) return undefined;
  const selectors = member(value, 'clusterRoleSelectors');
  if (!isObject(value) || !(selectors === undefined || selectors === null || isArray(selectors)))
    return 'aggregationRule cannot be read';
  const read: Selector[] = [];
  for (const selector of selectors ?? []) {
    // An item of a list is never left out: one that is null is empty, and matches everything.
    const known = labelSelector(selector ?? {});
    if (isInvalid(known)) return `aggregationRule has a selector that the API server refuses: ${known.invalid}`;
    read.push(known);
  }
  return read;
}
