import type { KubeObject } from '@bulwark/model';
import {
  MASTERS,
  principalOf,
  ruleWords,
  serviceAccountName,
  splitServiceAccountName,
  type Binding,
  type BoundGrant,
  type Gap,
  type Principal,
  type Role,
} from '@bulwark/rbac';
import type { Cluster } from '../clusters.ts';
import { principalKey, principalsOf, withGroups } from '../principals.ts';
import type { LastUses } from './last-use.ts';
import { ownerOf } from './owner.ts';
import { heaviest, isGraver, type Weight } from './risk.ts';
import { RiskScale, type ScaleOptions } from './risk-scale.ts';
import type { Entitlement, Identity } from './identity.ts';
import { writtenAt } from '../../renders/written-at.ts';

const ORDER = ['User', 'Group', 'ServiceAccount'];

export interface IdentityOptions extends ScaleOptions {
  /** What audit logs say, where any were read. */
  readonly uses: LastUses | undefined;
}

/** Everybody whom the bindings of a cluster name, and every service account, in a fixed order. */
export function identitiesOf(cluster: Cluster, { uses, ...options }: IdentityOptions): readonly Identity[] {
  const accounts = accountObjects(cluster);
  const principals = new Map<string, Principal>();
  const declared = [...accounts.keys()].map((name): Principal => ({ kind: 'user', name }));
  for (const principal of [...principalsOf(cluster.index.policy), ...declared])
    principals.set(principalKey(principal), principal);
  const scale = new RiskScale(cluster, [...principals.values()], options);
  return [...principals.values()]
    .map((principal) => identityOf(cluster, principal, { accounts, uses, scale }))
    .toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || compare(a.id, b.id));
}

/** The service accounts that the manifests hold, by username. */
export function accountObjects({ scope }: Cluster): ReadonlyMap<string, KubeObject> {
  const whole = [...scope.ofKind('', 'ServiceAccount')].filter(({ partial, identified }) => partial === undefined && identified);
  return new Map(whole.map((object) => [serviceAccountName(object.namespace ?? 'default', object.name), object] as const));
}

/** `ServiceAccount shop/api`, `User jane`, `Group developers`. */
export function identityId(principal: Principal): string {
  const { kind, name } = namesOf(principal);
  return `${kind} ${name}`;
}

function namesOf({ kind, name }: Principal): {
  readonly kind: Identity['kind'];
  readonly name: string;
  readonly namespace?: string;
} {
  if (kind === 'group') return { kind: 'Group', name };
  const account = splitServiceAccountName(name);
  if (account === undefined) return { kind: 'User', name };
  return { kind: 'ServiceAccount', name: `${account.namespace}/${account.name}`, namespace: account.namespace };
}

interface Known {
  readonly accounts: ReadonlyMap<string, KubeObject>;
  readonly uses: LastUses | undefined;
  readonly scale: RiskScale;
}

function identityOf(cluster: Cluster, principal: Principal, { accounts, uses, scale }: Known): Identity {
  const names = namesOf(principal);
  const groups = withGroups(principal).groups.filter((group) => principal.kind === 'user' || group !== principal.name);
  const asked = { whom: principal, uses, scale };
  const parts = [
    ...entitlementsOf(cluster, principal, asked, false),
    ...groups.flatMap((name) => entitlementsOf(cluster, { kind: 'group', name }, asked, true)),
  ];
  const all = parts.filter(({ everybodys }) => !everybodys);
  const weights = allWeights(principal, all, scale);
  const weight = heaviest(weights);
  const account = principal.kind === 'user' ? accounts.get(principal.name) : undefined;
  const own = all.filter(({ entitlement }) => entitlement.through === undefined);
  const bindings = own.flatMap(({ binding }) => binding.object ?? []);
  const owner = ownerOf(account === undefined ? bindings : [account, ...bindings], names.namespace, cluster.scope);
  return {
    cluster: cluster.id,
    id: `${names.kind} ${names.name}`,
    ...names,
    ...(names.kind === 'ServiceAccount' && { declared: account !== undefined }),
    default: account === undefined && own.every(({ binding }) => binding.object === undefined),
    risk: weight.risk,
    atLeast: all.some(({ entitlement }) => entitlement.risk === 'unknown'),
    because: becauseOf(weights, weight),
    ...(owner !== undefined && { owner }),
    groups,
    ...(uses !== undefined && { use: uses.ofIdentity(principal) }),
    entitlements: all.map(({ entitlement }) => entitlement),
    everybody: [...new Set(parts.flatMap(({ everybodys, binding }) => (everybodys ? [binding.name] : [])))],
  };
}

interface Part {
  readonly binding: Binding;
  readonly entitlement: Entitlement;
  /** Whether every API server gives it to all users, or to all service accounts. */
  readonly everybodys: boolean;
}

/** Whose use is asked about: of what somebody has through a group, theirs and not all that the group did. */
interface Asked {
  readonly whom: Principal;
  readonly uses: LastUses | undefined;
  readonly scale: RiskScale;
}

function entitlementsOf(cluster: Cluster, principal: Principal, asked: Asked, inherited: boolean): readonly Part[] {
  const user = principal.kind === 'user' ? { name: principal.name, groups: [] } : { name: '', groups: [principal.name] };
  const { grants, gaps } = cluster.index.grantsOf(user);
  const means = ({ binding, subject }: Pick<Gap, 'binding' | 'subject'>): boolean => isNamed(binding, subject, principal);
  const through = inherited ? { through: `Group ${principal.name}` } : {};
  return [
    ...grants.filter(means).map((grant) => grantPart(grant, asked, inherited, through)),
    ...gaps
      .filter(means)
      .map((gap) => ({ binding: gap.binding, everybodys: false, entitlement: gapEntitlement(gap, asked, through) })),
  ];
}

/** Whether it is this principal that the subject means: somebody of no name is asked about where a group is. */
function isNamed({ subjects, namespace }: Binding, at: number | undefined, principal: Principal): boolean {
  const subject = at === undefined ? undefined : subjects[at];
  const meant = subject === undefined ? undefined : principalOf(subject, namespace);
  return meant !== undefined && principalKey(meant) === principalKey(principal);
}

function grantPart(
  { binding, subject, role }: BoundGrant,
  { whom, uses, scale }: Asked,
  inherited: boolean,
  through: Pick<Entitlement, 'through'>,
): Part {
  const { rules, words } = shownOf(role);
  const isDefault = binding.object === undefined;
  return {
    binding,
    everybodys: inherited && isDefault && role.object === undefined,
    entitlement: {
      binding: nameOf(binding),
      role: nameOf(role),
      namespace: binding.namespace,
      ...through,
      default: isDefault,
      ...scale.ofRole(role, binding.namespace),
      words,
      rules,
      ...(uses !== undefined && { use: uses.ofEntitlement(whom, { binding, subject }, role) }),
      ...written(binding, subject),
    },
  };
}

type Shown = Pick<Entitlement, 'rules' | 'words'>;

/** By role: a big cluster binds the same few thousands of times. */
const shown = new WeakMap<Role, Shown>();

function shownOf(role: Role): Shown {
  const known = shown.get(role);
  if (known !== undefined) return known;
  const rules = role.rules.map(({ rule }) => rule);
  const made = { rules, words: [...new Set(rules.map(ruleWords))] };
  shown.set(role, made);
  return made;
}

function gapEntitlement(
  { binding, subject, reason }: Gap,
  { whom, uses }: Asked,
  through: Pick<Entitlement, 'through'>,
): Entitlement {
  return {
    binding: nameOf(binding),
    role: `${binding.roleRef.kind} ${binding.roleRef.kind === 'Role' ? `${binding.namespace}/` : ''}${binding.roleRef.name}`,
    namespace: binding.namespace,
    ...through,
    default: binding.object === undefined,
    risk: 'unknown',
    because: reason,
    words: [],
    rules: [],
    ...(uses !== undefined && subject !== undefined && { use: uses.ofEntitlement(whom, { binding, subject }, undefined) }),
    ...written(binding, subject),
  };
}

function written({ object }: Binding, subject: number | undefined): Pick<Entitlement, 'file' | 'line'> {
  const place = object === undefined ? undefined : writtenAt(object, subject === undefined ? [] : ['subjects', subject]);
  return place === undefined ? {} : { file: place.file, line: place.line };
}

export function nameOf({
  kind,
  namespace,
  name,
}: {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}): string {
  return `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
}

const ALL: Weight = { risk: 'critical', because: `${MASTERS} is asked no rule: it may do everything` };

/** Of each role, of membership in `system:masters`, and of all together where that is more. */
function allWeights(principal: Principal, parts: readonly Part[], scale: RiskScale): readonly Weight[] {
  const isMaster = withGroups(principal).groups.includes(MASTERS);
  const each = [...(isMaster ? [ALL] : []), ...weightsOf(parts)];
  const together = scale.ofPrincipal(principal);
  return together !== undefined && isGraver(together.risk, heaviest(each).risk) ? [together, ...each] : each;
}

function weightsOf(parts: readonly Part[]): readonly Weight[] {
  return parts.flatMap(({ entitlement: { risk, because, through } }) =>
    risk === 'unknown' ? [] : [{ risk, because: `${because}${through === undefined ? '' : ` (through ${through})`}` }],
  );
}

/** Every reason of the level that counts. */
function becauseOf(weights: readonly Weight[], { risk }: Weight): readonly string[] {
  if (risk === 'none') return [];
  return [...new Set(weights.filter((weight) => weight.risk === risk).map(({ because }) => because))];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
