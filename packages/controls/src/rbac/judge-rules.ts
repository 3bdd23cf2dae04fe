import { lately, type KubeObject, type Path, type Severity } from '@bulwark/model';
import type { PolicyRule, Role } from '@bulwark/rbac';
import { NOTHING, type CheckContext, type Failure, type Outcome } from '../control.ts';
import { grantedBy, isOfCluster, type Ability, type Granted } from './ability.ts';
import { holdersOf, type Holders } from './holders.ts';
import { whereText, whoText } from './holder-words.ts';
import { policyOf } from './scope-policy.ts';
import { isSaidByVerbs, isToldAlready } from './wildcards.ts';

const ALL = '*';

/** What a control looks for in the rules of roles. */
export interface Concern {
  readonly abilities: readonly Ability[];
  /** The severity where the right ends at a namespace, if that is another. */
  readonly inNamespace?: Failure['severity'];
  /** How severe it is where nothing that was read binds the role to anybody. */
  readonly unbound: Severity;
  /** What a rule says that names objects (`resourceNames`): nothing, unless this says how severe it is. */
  readonly named?: Failure['severity'];
  /** It weighs no more than a rule with every verb on several kinds does by itself (`rbac/wildcard-verbs`). */
  readonly isLesser?: boolean;
  /** What somebody can do with it: "and so become any account of the namespace". */
  readonly consequence?: string;
}

/**
 * Judges the rules of a role with those whom it is bound to: one failure for each rule that grants something of the concern.
 * A role that nobody is bound to gives nothing to anybody: where all bindings are known it passes.
 */
export function judgeRules(object: KubeObject, { scope, applies }: CheckContext, concern: Concern): readonly Outcome[] {
  const { roleOf, boundBy } = policyOf(scope);
  const role = roleOf(object);
  if (role === undefined || isBootstrap(role)) return NOTHING;
  const found = foundIn(rulesToJudge(applies)(role), concern, applies);
  if (found.length === 0) return NOTHING;
  const holders = holdersOf(boundBy(role));
  if (holders.names.length === 0 && scope.complete) return NOTHING;
  return found.flatMap((one) => failureOf({ ...one, role, holders, concern }) ?? []);
}

/** The rules that a role writes itself and that no control tells as a whole: the same for all controls of the policy. */
const rulesToJudge = lately((applies: CheckContext['applies']) =>
  lately((role: Role): Role['rules'] =>
    role.rules.filter(({ rule, from }) => from === undefined && !isToldAlready(rule, applies)),
  ),
);

type Found = Pick<Case, 'rule' | 'index' | 'granted'>;

/** What a concern finds in rules: mostly nothing, and nothing is allocated for that. */
function foundIn(
  rules: Role['rules'],
  { abilities, isLesser = false }: Concern,
  applies: CheckContext['applies'],
): readonly Found[] {
  let found: Found[] | undefined;
  for (const { rule, index } of rules) {
    if (isLesser && isSaidByVerbs(rule, applies)) continue;
    let granted: Granted[] | undefined;
    for (const ability of abilities) {
      const grants = grantedBy(rule, ability);
      if (grants !== undefined && !isSaidOf(rule, ability, applies)) (granted ??= []).push(grants);
    }
    if (granted !== undefined) (found ??= []).push({ rule, index, granted });
  }
  return found ?? NONE;
}

const NONE: readonly Found[] = [];

/** Whether another control says of the same rule what weighs more about the resource. */
function isSaidOf({ verbs, resources }: PolicyRule, { saidBy }: Ability, applies: CheckContext['applies']): boolean {
  if (saidBy === undefined || !applies(saidBy.control)) return false;
  const isOfResource = saidBy.resource === undefined || resources.includes(saidBy.resource);
  return isOfResource && [ALL, ...saidBy.verbs].some((verb) => verbs.includes(verb));
}

/** Roles that the API server makes itself, in a dump of a cluster: they are as they are meant to be. */
export function isBootstrap({ name, labels }: Role): boolean {
  const isNamed = name.startsWith('system:') || ['cluster-admin', 'admin', 'edit', 'view'].includes(name);
  return isNamed && labels['kubernetes.io/bootstrapping'] === 'rbac-defaults';
}

interface Case {
  readonly role: Role;
  readonly rule: PolicyRule;
  readonly index: number;
  readonly granted: readonly Granted[];
  readonly holders: Holders;
  readonly concern: Concern;
}

function failureOf(one: Case): Failure | undefined {
  const { rule, index, holders, concern } = one;
  if (rule.resourceNames.length > 0 && concern.named === undefined) return undefined;
  const useless = uselessBecause(one);
  const effective = one.granted.filter(({ mistaken }) => mistaken === undefined);
  const told = effective.length > 0 ? effective : one.granted;
  return {
    at: placeIn(rule, index, told),
    message:
      useless === undefined
        ? messageOf(one, told)
        : `is meant to let ${whoText(holders)} ${doesText(told)}, and lets nobody: ${useless}`,
    severity: severityOf(one, useless),
    evidence: holders.evidence,
  };
}

/** The resource in the rule that says so. */
function placeIn({ resources }: PolicyRule, index: number, [first]: readonly Granted[]): Path {
  const named = first === undefined ? -1 : resources.indexOf(first.ability.resource);
  const item = named === -1 ? resources.findIndex((resource) => resource.startsWith('*')) : named;
  return item === -1 ? ['rules', index] : ['rules', index, 'resources', item];
}

/** Why a rule lets nobody do what it is meant to allow; undefined where it does. */
function uselessBecause({ role, granted, holders }: Case): string | undefined {
  const effective = granted.filter(({ mistaken }) => mistaken === undefined);
  if (effective.length === 0) return granted[0]?.mistaken;
  const isBounded = role.kind === 'Role' || (holders.names.length > 0 && !holders.isClusterWide);
  if (!isBounded || effective.some(({ ability }) => !isOfCluster(ability))) return undefined;
  const [first] = effective;
  return first === undefined
    ? undefined
    : `${first.ability.resource} are in no namespace, and a ${role.kind === 'Role' ? 'Role' : 'RoleBinding'} grants only what is in one`;
}

function messageOf({ rule, holders, role, concern }: Case, told: readonly Granted[]): string {
  const names = rule.resourceNames.length === 0 ? '' : ` named ${rule.resourceNames.map((name) => `"${name}"`).join(', ')}`;
  const consequence = concern.consequence === undefined ? '' : `, ${concern.consequence}`;
  return `lets ${whoText(holders)} ${doesText(told)}${names} ${whereText(role, holders)}${consequence}`;
}

/** `get, list secrets, create pods`: the verbs that go with the same resources together. */
function doesText(granted: readonly Granted[]): string {
  const byVerbs = Map.groupBy(granted, ({ verbs }) => verbs.join(', '));
  return [...byVerbs]
    .map(([verbs, all]) => `${verbs} ${[...new Set(all.map(({ ability }) => ability.resource))].join(', ')}`)
    .join(', and ');
}

const USELESS: Severity = 'low';

function severityOf({ rule, role, holders, concern }: Case, useless: string | undefined): Failure['severity'] {
  if (useless !== undefined) return { level: USELESS, reason: 'it grants nothing as it is written' };
  if (rule.resourceNames.length > 0) return concern.named;
  if (holders.names.length === 0 && holders.evidence.length === 0) {
    return { level: concern.unbound, reason: 'nothing among the objects that were read binds it to anybody' };
  }
  return role.kind === 'Role' || !holders.isClusterWide ? concern.inNamespace : undefined;
}
