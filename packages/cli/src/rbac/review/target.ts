import { isArray, member, stringAt, type Json } from '@bulwark/model';
import { covers, coverOf, compactRules, policyRule, ruleWords, type Policy, type PolicyRule, type RoleRef } from '@bulwark/rbac';
import type { Shape } from '../../config/shape.ts';
import type { Entitlement } from './identity.ts';

/** What a change makes of an entitlement. What it does not say stays as it is. */
export interface Target {
  /** Another role: `ClusterRole view`, `Role reader`. */
  readonly role?: string;
  /** Where it holds instead. */
  readonly namespaces?: readonly string[];
  /** What it grants instead, in a role of its own. */
  readonly rules?: readonly PolicyRule[];
}

const texts = (about: string): Shape => ({ type: 'list', about, of: { type: 'text', about } });

export const TARGET_SHAPE: Shape = {
  type: 'map',
  about: 'What a change makes of it.',
  fields: {
    role: {
      type: 'text',
      about: 'Another role: ClusterRole view, or Role reader.',
      pattern: '^(?:Cluster)?Role \\S+$',
      like: 'ClusterRole view',
    },
    namespaces: texts('The namespaces in which it holds instead.'),
    rules: {
      type: 'list',
      about: 'What it grants instead.',
      of: {
        type: 'map',
        about: 'A rule, as roles have them.',
        fields: {
          verbs: texts('Verbs.'),
          apiGroups: texts('API groups; "" is the core.'),
          resources: texts('Resources.'),
          resourceNames: texts('Names of objects.'),
          nonResourceURLs: texts('URLs.'),
        },
      },
    },
  },
};

/** What a change says, as far as it has the right form. */
export function readTarget(value: Json | undefined): Target | undefined {
  if (value === undefined) return undefined;
  const [role, namespaces, rules] = [stringAt(value, 'role'), member(value, 'namespaces'), member(value, 'rules')];
  return {
    ...(role !== undefined && { role }),
    ...(isArray(namespaces) && { namespaces: [...new Set(textsOf(namespaces))].toSorted() }),
    ...(isArray(rules) && { rules: rules.map(ruleOf) }),
  };
}

/** What is wrong with the form of a change; undefined where nothing is. */
export function targetProblem({ role, namespaces, rules }: Target): string | undefined {
  if (role === undefined && namespaces === undefined && rules === undefined)
    return 'a change says in "to" what it makes of it: role, rules or namespaces';
  if (role !== undefined && rules !== undefined) return 'a change is to a role or to rules, not to both';
  if (namespaces?.length === 0) return 'a change to no namespace is a revoke';
  if (
    rules?.some(
      ({ verbs, apiGroups, resources, nonResourceURLs }) =>
        verbs.length === 0 || (nonResourceURLs.length === 0 && (apiGroups.length === 0 || resources.length === 0)),
    ) === true
  )
    return 'a rule has verbs, and either apiGroups and resources or nonResourceURLs';
  if (rules?.length === 0) return 'a change to no rule is a revoke';
  return undefined;
}

function ruleOf(value: Json): PolicyRule {
  const list = (key: string): readonly string[] => textsOf(member(value, key));
  return policyRule({
    verbs: list('verbs'),
    apiGroups: list('apiGroups'),
    resources: list('resources'),
    resourceNames: list('resourceNames'),
    nonResourceURLs: list('nonResourceURLs'),
  });
}

function textsOf(value: Json | undefined): readonly string[] {
  return isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Where an entitlement holds after a change, and what it is then. */
export interface Becomes {
  /** An empty text stands for the whole cluster. */
  readonly places: readonly string[];
  /** The role that is bound; undefined where it has rules of its own. */
  readonly roleRef: RoleRef | undefined;
  readonly rules: readonly PolicyRule[] | undefined;
}

export function becomes(
  { namespace }: Pick<Entitlement, 'namespace'>,
  roleRef: RoleRef,
  { role, namespaces, rules }: Target,
): Becomes {
  const [kind = '', name = ''] = (role ?? '').split(' ');
  return {
    places: namespaces ?? [namespace],
    roleRef: rules === undefined ? (role === undefined ? roleRef : { kind, name }) : undefined,
    rules,
  };
}

/** Why a change is none that a review can make: it must leave less than there is, and somebody must be able to see that. */
export function changeProblem(entitlement: Entitlement, roleRef: RoleRef, target: Target, policy: Policy): string | undefined {
  const { namespace } = entitlement;
  if (entitlement.risk === 'unknown') return `what ${entitlement.role} grants is not known, and so not whether this is less`;
  const after = becomes(entitlement, roleRef, target);
  for (const place of after.places) {
    const problem = placeProblem(place, namespace, after) ?? moreThan(entitlement, rulesIn(place, after, policy));
    if (problem !== undefined) return problem;
  }
  const isSame = after.places.length === 1 && after.places[0] === namespace && isAll(entitlement, after, policy);
  return isSame ? 'it would leave everything as it is' : undefined;
}

function placeProblem(place: string, namespace: string, { roleRef, rules }: Becomes): string | undefined {
  if (namespace !== '' && place !== namespace) return `it holds in namespace ${namespace} alone, and would hold in ${place} too`;
  if (place === '' && roleRef?.kind === 'Role') return 'a Role is bound in a namespace: say in which';
  if (place !== '' && rules?.some(({ nonResourceURLs }) => nonResourceURLs.length > 0) === true)
    return 'a rule with URLs grants nothing in a namespace';
  return undefined;
}

function rulesIn(place: string, { roleRef, rules }: Becomes, policy: Policy): readonly PolicyRule[] | string {
  if (roleRef === undefined) return rules ?? [];
  const role = policy.role(roleRef.kind === 'Role' ? place : '', roleRef.name);
  const where = roleRef.kind === 'Role' ? `${place}/` : '';
  if (role === undefined) return `there is no ${roleRef.kind} ${where}${roleRef.name} to be seen`;
  return role.unreadable === undefined
    ? role.rules.map(({ rule }) => rule)
    : `${roleRef.kind} ${where}${roleRef.name} cannot be read`;
}

function moreThan({ rules }: Entitlement, wanted: readonly PolicyRule[] | string): string | undefined {
  if (typeof wanted === 'string') return wanted;
  const { uncovered } = coverOf(rules, wanted);
  if (uncovered.length === 0) return undefined;
  return `it would give more than there is: ${compactRules(uncovered).map(ruleWords).join('; ')}`;
}

function isAll({ rules }: Entitlement, after: Becomes, policy: Policy): boolean {
  const left = rulesIn(after.places[0] ?? '', after, policy);
  return typeof left !== 'string' && covers(left, rules);
}

/** `to ClusterRole view in shop, web`. */
export function targetWords({ role, namespaces, rules }: Target): string {
  const what = role ?? (rules === undefined ? '' : rules.map(ruleWords).join('; '));
  const where = namespaces === undefined ? '' : `in ${namespaces.join(', ')}`;
  return `to ${[what, where].filter((part) => part !== '').join(', ')}`;
}
