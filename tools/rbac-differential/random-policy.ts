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
import type { Vocabulary } from './words.ts';

/** A small policy in which everything is called like something else. */
export function randomPolicy(random: Random, words: Vocabulary): Policy {
  const roles = Array.from({ length: 1 + random.int(8) }, () => randomRole(random, words));
  const bindings = Array.from({ length: 1 + random.int(12) }, () => randomBinding(random, roles, words));
  return new Policy(roles, bindings, { complete: random.once(2) });
}

function randomRole(random: Random, words: Vocabulary): Role {
  const cluster = random.once(2);
  return {
    kind: cluster ? 'ClusterRole' : 'Role',
    namespace: cluster ? '' : random.pick(words.namespaces),
    name: random.pick(words.roleNames),
    labels: {},
    rules: some(random, 4, () => randomRule(random, words)).map((rule, index) => ({ rule, from: undefined, index })),
    aggregates: undefined,
    object: undefined,
    unreadable: random.once(30) ? 'rules is no list' : undefined,
  };
}

function randomRule(random: Random, words: Vocabulary): PolicyRule {
  const all = random.once(10);
  const list = (atMost: number, of: readonly string[]): readonly string[] =>
    all && of.length > 12 ? of.slice(random.int(of.length)) : some(random, atMost, () => random.pick(of));
  return {
    verbs: list(3, words.verbs),
    apiGroups: list(3, words.groups),
    resources: list(4, words.ruleResources),
    resourceNames: random.once(2) ? [] : list(2, words.names),
    nonResourceURLs: random.once(3) ? list(3, words.ruleUrls) : [],
  };
}

function randomBinding(random: Random, roles: readonly Role[], words: Vocabulary): Binding {
  const unreadable = random.once(40);
  const { namespace, roleRef } = random.once(3) ? wildReference(random, words) : reference(random, random.pick(roles), words);
  return {
    kind: namespace === '' ? 'ClusterRoleBinding' : 'RoleBinding',
    namespace,
    name: random.pick(words.roleNames),
    roleRef,
    subjects: unreadable ? [] : some(random, 5, () => randomSubject(random, words)),
    object: undefined,
    unreadable: unreadable ? 'subjects is no list' : undefined,
  };
}

type Reference = Pick<Binding, 'namespace' | 'roleRef'>;

/** To a role that is there. */
function reference(random: Random, { kind, namespace, name }: Role, words: Vocabulary): Reference {
  const local = kind === 'Role' ? namespace : random.pick(words.namespaces);
  return { namespace: kind === 'ClusterRole' && random.once(2) ? '' : local, roleRef: { kind, name } };
}

function wildReference(random: Random, words: Vocabulary): Reference {
  const name = random.once(4) ? 'missing' : random.pick(words.roleNames);
  return {
    namespace: random.once(3) ? '' : random.pick(words.namespaces),
    roleRef: { kind: random.pick(words.roleKinds), name },
  };
}

function randomSubject(random: Random, words: Vocabulary): Subject {
  return {
    kind: random.pick(words.subjectKinds),
    name: random.pick(words.subjectNames),
    namespace: random.once(2) ? '' : random.pick(words.namespaces),
  };
}

/** Often somebody whom the policy names. */
export function randomUser(random: Random, { bindings }: Policy, words: Vocabulary): User {
  const binding = random.pick(bindings);
  const named = binding.subjects.map((subject) => principalOf(subject, binding.namespace)).filter((one) => one !== undefined);
  const groups = random.once(3) ? [] : some(random, 3, () => random.pick(words.subjectNames));
  if (named.length > 0 && !random.once(3)) {
    const { kind, name } = random.pick(named);
    return kind === 'group' ? { name: random.pick(words.subjectNames), groups: [...groups, name] } : { name, groups };
  }
  const name = random.once(2)
    ? serviceAccountName(random.pick(words.namespaces), random.pick(words.subjectNames))
    : random.pick(words.subjectNames);
  return random.once(2) ? authenticatedUser(name, groups) : { name, groups };
}

/** Often what a rule of the policy speaks of, though seldom all of it. */
export function randomRequest(random: Random, { roles, bindings }: Policy, words: Vocabulary): Request {
  const rules = roles.flatMap((role) => role.rules);
  const rule = rules.length === 0 ? undefined : random.pick(rules).rule;
  const word = (wanted: readonly string[] | undefined, all: readonly string[]): string =>
    wanted === undefined || wanted.length === 0 || random.once(3) ? random.pick(all) : random.pick(wanted);
  const verb = word(rule?.verbs, words.verbs);
  if (random.once(5)) return urlRequest(verb, word(rule?.nonResourceURLs, words.paths));
  const [resource = '', ...subresource] = word(rule?.resources, words.resources).split('/');
  return resourceRequest({
    verb,
    group: word(rule?.apiGroups, words.groups),
    resource: random.once(10) ? random.pick(words.resources) : resource,
    subresource: random.once(4) ? random.pick(words.subresources) : subresource.join('/'),
    namespace: random.once(5) ? random.pick(words.namespaces) : random.pick(bindings).namespace,
    name: word(rule?.resourceNames, words.names),
  });
}

/** Seldom none. */
function some<Value>(random: Random, atMost: number, make: () => Value): Value[] {
  return random.once(8) ? [] : Array.from({ length: 1 + random.int(atMost) }, make);
}
