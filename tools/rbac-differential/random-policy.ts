import {
  Policy,
  principalOf,
  resourceRequest,
  serviceAccountName,
  urlRequest,
  authenticatedUser,
  type Binding,
  type PolicyRule,
  type Request,
  type Role,
  type Subject,
  type User,
} from '@bulwark/rbac';
import type { Random } from '../fuzz/random.ts';
import {
  GROUPS,
  NAMES,
  NAMESPACES,
  PATHS,
  RESOURCES,
  ROLE_KINDS,
  ROLE_NAMES,
  RULE_RESOURCES,
  RULE_URLS,
  SUBJECT_KINDS,
  SUBJECT_NAMES,
  SUBRESOURCES,
  VERBS,
} from './words.ts';

/** A small policy in which everything is called like something else. */
export function randomPolicy(random: Random): Policy {
  const verbs = random.once(8) ? MANY_VERBS : VERBS;
  const roles = Array.from({ length: 1 + random.int(8) }, () => randomRole(random, verbs));
  const bindings = Array.from({ length: 1 + random.int(12) }, () => randomBinding(random));
  return new Policy(roles, bindings, { complete: random.once(2) });
}

/** More verbs than there are bits in a number. */
const MANY_VERBS: readonly string[] = [...VERBS, ...Array.from({ length: 40 }, (_, index) => `verb-${index}`)];
/** A list that is longer than most. */
const MANY_NAMES: readonly string[] = Array.from({ length: 20 }, (_, index) => `name-${index}`);

function randomRole(random: Random, verbs: readonly string[]): Role {
  const cluster = random.once(2);
  return {
    kind: cluster ? 'ClusterRole' : 'Role',
    namespace: cluster ? '' : random.pick(NAMESPACES),
    name: random.pick(ROLE_NAMES),
    labels: {},
    rules: some(random, 4, () => randomRule(random, verbs)).map((rule, index) => ({ rule, from: undefined, index })),
    aggregates: undefined,
    object: undefined,
    unreadable: random.once(30) ? 'rules is no list' : undefined,
  };
}

function randomRule(random: Random, verbs: readonly string[]): PolicyRule {
  const names = random.once(10) ? [...MANY_NAMES, random.pick(NAMES)] : some(random, 2, () => random.pick(NAMES));
  return {
    verbs: some(random, 3, () => random.pick(verbs)),
    apiGroups: some(random, 3, () => random.pick(GROUPS)),
    resources: some(random, 4, () => random.pick(RULE_RESOURCES)),
    resourceNames: random.once(2) ? [] : names,
    nonResourceURLs: random.once(3) ? some(random, 3, () => random.pick(RULE_URLS)) : [],
  };
}

function randomBinding(random: Random): Binding {
  const cluster = random.once(3);
  const unreadable = random.once(40);
  return {
    kind: cluster ? 'ClusterRoleBinding' : 'RoleBinding',
    namespace: cluster ? '' : random.pick(NAMESPACES),
    name: random.pick(ROLE_NAMES),
    roleRef: { kind: random.pick(ROLE_KINDS), name: random.once(12) ? 'missing' : random.pick(ROLE_NAMES) },
    subjects: unreadable ? [] : some(random, 5, () => randomSubject(random)),
    object: undefined,
    unreadable: unreadable ? 'subjects is no list' : undefined,
  };
}

function randomSubject(random: Random): Subject {
  return {
    kind: random.pick(SUBJECT_KINDS),
    name: random.pick(SUBJECT_NAMES),
    namespace: random.once(2) ? '' : random.pick(NAMESPACES),
  };
}

/** Often somebody whom the policy names. */
export function randomUser(random: Random, { bindings }: Policy): User {
  const binding = random.pick(bindings);
  const named = binding.subjects.map((subject) => principalOf(subject, binding.namespace)).filter((one) => one !== undefined);
  const groups = some(random, 3, () => random.pick(SUBJECT_NAMES));
  if (named.length > 0 && !random.once(3)) {
    const { kind, name } = random.pick(named);
    return kind === 'group' ? { name: random.pick(SUBJECT_NAMES), groups: [...groups, name] } : { name, groups };
  }
  const name = random.once(2)
    ? serviceAccountName(random.pick(NAMESPACES), random.pick(SUBJECT_NAMES))
    : random.pick(SUBJECT_NAMES);
  return random.once(2) ? authenticatedUser(name, groups) : { name, groups };
}

/** Often what a rule of the policy speaks of, though seldom all of it. */
export function randomRequest(random: Random, { roles, bindings }: Policy): Request {
  const rules = roles.flatMap((role) => role.rules);
  const rule = rules.length === 0 ? undefined : random.pick(rules).rule;
  const word = (wanted: readonly string[] | undefined, all: readonly string[]): string =>
    wanted === undefined || wanted.length === 0 || random.once(3) ? random.pick(all) : random.pick(wanted);
  const verb = word(rule?.verbs, random.once(8) ? MANY_VERBS : VERBS);
  if (random.once(5)) return urlRequest(verb, word(rule?.nonResourceURLs, PATHS));
  const [resource = '', ...subresource] = word(rule?.resources, RESOURCES).split('/');
  return resourceRequest({
    verb,
    group: word(rule?.apiGroups, GROUPS),
    resource: random.once(10) ? random.pick(RESOURCES) : resource,
    subresource: random.once(4) ? random.pick(SUBRESOURCES) : subresource.join('/'),
    namespace: random.once(5) ? random.pick(NAMESPACES) : random.pick(bindings).namespace,
    name: word(rule?.resourceNames, random.once(10) ? MANY_NAMES : NAMES),
  });
}

function some<Value>(random: Random, atMost: number, make: () => Value): Value[] {
  return Array.from({ length: random.int(atMost + 1) }, make);
}
