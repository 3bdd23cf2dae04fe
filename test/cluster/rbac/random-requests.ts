import {
  principalOf,
  resourceRequest,
  urlRequest,
  type Binding,
  type Policy,
  type PolicyRule,
  type Request,
  type User,
} from '@bulwark/rbac';
import type { Dice } from '../dice.ts';
import { ASKED_NAMESPACES, GROUPS, NAMES, PATHS, RESOURCES, SUBRESOURCES, USERS, VERBS } from './words.ts';

/** Who asks for what. */
export interface Question {
  readonly user: User;
  readonly request: Request;
}

/**
 * Questions near to what the bindings of a tag grant: something that a rule of theirs allows, asked by somebody whom they mean,
 * and often with one thing or two changed. Some are asked without looking.
 */
export function randomQuestions(dice: Dice, policy: Policy, tag: string, count: number): readonly Question[] {
  const bindings = policy.bindings.filter(({ name }) => name.startsWith(`${tag}.`));
  return Array.from({ length: count }, () => {
    const near = dice.chance(0.85) && bindings.length > 0 ? questionNear(dice, policy, dice.pick(bindings)) : undefined;
    if (near === undefined) return { user: dice.pick(USERS), request: anyRequest(dice) };
    return dice.chance(0.6) ? near : changed(dice, dice.chance(0.3) ? changed(dice, near) : near);
  });
}

function questionNear(dice: Dice, policy: Policy, binding: Binding): Question | undefined {
  const rules = policy.roleOf(binding)?.rules ?? [];
  if (rules.length === 0 || binding.subjects.length === 0) return undefined;
  const principal = principalOf(dice.pick(binding.subjects), binding.namespace);
  const meant = USERS.filter(({ name, groups }) =>
    principal?.kind === 'user' ? name === principal.name : groups.includes(principal?.name ?? ''),
  );
  const namespace = binding.namespace === '' ? dice.pick(ASKED_NAMESPACES) : binding.namespace;
  return {
    user: dice.pick(meant.length > 0 ? meant : USERS),
    request: requestNear(dice, dice.pick(rules).rule, namespace),
  };
}

function requestNear(dice: Dice, rule: PolicyRule, namespace: string): Request {
  const verb = oneOf(dice, rule.verbs, VERBS);
  if (rule.nonResourceURLs.length > 0) {
    const url = dice.pick(rule.nonResourceURLs);
    return urlRequest(verb, dice.chance(0.5) ? url.replaceAll('*', dice.pick(['', 'x', '/x'])) : url);
  }
  const [resource = '', ...rest] = dice.pick(rule.resources).split('/');
  const subresource = rest.join('/');
  return resourceRequest({
    verb,
    group: oneOf(dice, rule.apiGroups, GROUPS),
    resource: resource === '*' ? dice.pick(RESOURCES) : resource,
    subresource: subresource === '*' && dice.chance(0.7) ? dice.pick(SUBRESOURCES) : subresource,
    namespace,
    name: rule.resourceNames.length > 0 ? dice.pick(rule.resourceNames) : dice.pick(NAMES),
  });
}

/** A star is one of the words mostly, and sometimes itself. */
function oneOf(dice: Dice, list: readonly string[], words: readonly string[]): string {
  const word = dice.pick(list);
  return word === '*' && dice.chance(0.8) ? dice.pick(words) : word;
}

function anyRequest(dice: Dice): Request {
  if (dice.chance(0.2)) return urlRequest(dice.pick(VERBS), dice.pick(PATHS));
  return resourceRequest({
    verb: dice.pick(VERBS),
    group: dice.pick(GROUPS),
    resource: dice.pick(RESOURCES),
    subresource: dice.pick(SUBRESOURCES),
    namespace: dice.pick(ASKED_NAMESPACES),
    name: dice.pick(NAMES),
  });
}

function changed(dice: Dice, { user, request }: Question): Question {
  if (dice.chance(0.2)) return { user: dice.pick(USERS), request };
  const other = anyRequest(dice);
  if (request.kind === 'url') {
    const from = other.kind === 'url' ? other : urlRequest(dice.pick(VERBS), dice.pick(PATHS));
    return { user, request: dice.chance(0.5) ? { ...request, path: from.path } : { ...request, verb: from.verb } };
  }
  if (other.kind === 'url') return { user, request };
  const part = dice.pick(['verb', 'group', 'resource', 'subresource', 'namespace', 'name'] as const);
  return { user, request: { ...request, [part]: other[part] } };
}
