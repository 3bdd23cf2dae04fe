import type { Bound } from './grants-index.ts';
import type { User } from '../subject/user.ts';
import { namesOf, permissionFor, type Choice, type Holder, type Met } from './holder.ts';
import type { Act, Found, Gain, Permission, Primitive, Way, World } from './primitive.ts';

/** That an identity has a way of a primitive in a namespace, and one of the things that it gains. */
export interface Lead {
  readonly holder: Holder;
  readonly primitive: Primitive;
  readonly way: Way;
  readonly met: readonly Met[];
  readonly found: Found;
  readonly gain: Gain;
  /** What must be done before, so that the holder has the bindings that this rests on. */
  readonly after: readonly Lead[];
}

/** The namespace that stands for any, where something holds in all of them. */
export const ANY_NAMESPACE = 'kube-system';
const ANY_NAME = 'any';
const ANY_ACCOUNT = 'default';

/** What a way of a primitive gives an identity in a namespace; nothing where a need is not met. */
export function follow(
  holder: Holder,
  { primitive, way }: { readonly primitive: Primitive; readonly way: Way },
  namespace: string,
  world: World,
): readonly Lead[] {
  const met: Met[] = [];
  for (const need of way.needs) {
    const one = holder.met(need, namespace);
    if (one === undefined) return NO_LEADS;
    met.push(one);
  }
  // What holds everywhere is followed once, everywhere: there may be hundreds of namespaces.
  if (namespace !== '' && way.isLocal !== true && met.every(isEverywhere)) return NO_LEADS;
  const targets = namesOf(met, 'target');
  const others = namesOf(met, 'other');
  if (targets?.length === 0 || others?.length === 0) return NO_LEADS;
  const found: Found = { ...world, namespace, targets, others, bound: holder.bound(namespace) };
  return way.gives(found).map((gain) => ({ holder, primitive, way, met, found, gain, after: NO_LEADS }));
}

const NO_LEADS: readonly Lead[] = [];

function isEverywhere(met: Met): boolean {
  return bindingsOf(met).every((binding) => binding.namespace === '');
}

/** The bindings that a need is met by. */
export function bindingsOf({ forAll, named }: Met): readonly Bound['binding'][] {
  return forAll === undefined ? [...named.values()].map(({ grant }) => grant.binding) : [forAll.grant.binding];
}

/** Where and at whom a lead is aimed, when it is part of a longer way. */
export interface Goal {
  readonly namespace?: string;
  readonly account?: string;
}

/** What is sent to take a lead, by whom. */
export function actsOf(lead: Lead, as: User, goal: Goal = {}): readonly Act[] {
  const { way, met, found, gain } = lead;
  const account = goal.account ?? accountOf(gain);
  const choice = choiceOf(lead, goal, account);
  const permissions = met.map((one): Permission => {
    const permission = permissionFor(one, choice);
    // INVARIANT: a gain has no target that its needs do not reach.
    if (permission === undefined) throw new Error(`${lead.primitive.id} does not reach ${choice.target}`);
    return permission;
  });
  return way.acts(permissions, { as, ...choice, account, position: gain.position, found });
}

function choiceOf({ found, gain }: Lead, goal: Goal, account: string): Choice {
  return {
    namespace: found.namespace || (goal.namespace ?? namespaceOf(gain)) || ANY_NAMESPACE,
    target: gain.target ?? (isNamed(gain) ? account : (found.targets?.[0] ?? ANY_NAME)),
    other: gain.other ?? found.others?.[0] ?? ANY_NAME,
  };
}

/** The name of the account, the user or the group is that of the target. */
function isNamed({ position }: Gain): boolean {
  if (position.kind === 'service-accounts') return position.by !== 'pod';
  return position.kind === 'users' && position.by === 'impersonation';
}

function accountOf({ position }: Gain): string {
  return position.kind === 'service-accounts' || position.kind === 'users' ? (position.names?.[0] ?? ANY_ACCOUNT) : ANY_ACCOUNT;
}

function namespaceOf({ position }: Gain): string {
  return 'namespace' in position ? position.namespace : '';
}
