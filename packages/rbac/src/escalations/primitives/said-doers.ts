import type { Grant } from '../../authorize/decision.ts';
import type { Binding } from '../../policy/binding.ts';
import type { RoleRule } from '../../policy/role.ts';
import { resourceRequest, type ResourceRequest } from '../../request.ts';
import { ruleAllows } from '../../rule/rule-allows.ts';
import { principalOf, type Principal } from '../../subject/subject.ts';
import {
  authenticatedUser,
  MASTERS,
  NODE_PREFIX,
  NODES,
  SERVICE_ACCOUNTS,
  serviceAccountName,
  splitServiceAccountName,
  type User,
} from '../../subject/user.ts';
import { need, type Need } from '../need.ts';
import type { Found } from '../primitive.ts';

const AUTHENTICATION = 'authentication.k8s.io';

/** A way to say in headers who one is, and the rights that it takes. */
export interface Mode {
  readonly name: 'user-info' | 'serviceaccount' | 'arbitrary-node';
  /** The user and a group are said. */
  readonly isGroup: boolean;
  readonly needs: readonly Need[];
}

export const MODES: readonly Mode[] = [
  { name: 'user-info', isGroup: false, needs: [need('impersonate:user-info', `users.${AUTHENTICATION}`, 'target')] },
  {
    name: 'user-info',
    isGroup: true,
    needs: [
      need('impersonate:user-info', `users.${AUTHENTICATION}`, 'other'),
      need('impersonate:user-info', `groups.${AUTHENTICATION}`, 'target'),
    ],
  },
  {
    name: 'serviceaccount',
    isGroup: false,
    needs: [need('impersonate:serviceaccount', `serviceaccounts.${AUTHENTICATION}`, 'target')],
  },
  { name: 'arbitrary-node', isGroup: false, needs: [need('impersonate:arbitrary-node', `nodes.${AUTHENTICATION}`, 'target')] },
];

/** Somebody whom one may say to be, and whom a grant lets do it. */
export interface Doer {
  readonly user: User;
  /** The group that is said beside the user. */
  readonly group: string | undefined;
  /** The name of what one must be allowed to be: of the user, the account, the node or the group. */
  readonly target: string;
  /** Where the account is; empty of everybody else. */
  readonly home: string;
  /** The object to which the grant or one's own right is limited. */
  readonly name: string | undefined;
  readonly grant: Grant;
}

/** What must be allowed, in a namespace and for an object. */
export type Asked = (namespace: string, name: string) => ResourceRequest;

/** Everybody of whom that is true, in the order of the policy. `names`: of the objects that one's own rights leave. */
export function* doers(found: Found, mode: Mode, asked: Asked, names: readonly string[] | undefined): IterableIterator<Doer> {
  for (const binding of found.policy.bindings) {
    if (found.namespace !== '' && binding.namespace !== '' && binding.namespace !== found.namespace) continue;
    const role = found.policy.roleOf(binding);
    if (role === undefined) continue;
    const allowed = allowing(role.rules, asked, found.namespace || binding.namespace, names);
    if (allowed === undefined) continue;
    for (const [subject, who] of whomIn(binding, mode, found).entries()) {
      if (who !== undefined) yield { ...who, name: allowed.name, grant: { binding, subject, role, rule: allowed.rule } };
    }
  }
}

/** The first rule that allows it, for all names that are left if there is one. */
function allowing(
  rules: readonly RoleRule[],
  asked: Asked,
  namespace: string,
  names: readonly string[] | undefined,
): { readonly rule: RoleRule; readonly name: string | undefined } | undefined {
  for (const rule of rules)
    if (names === undefined && ruleAllows(rule.rule, asked(namespace, 'any'))) return { rule, name: undefined };
  for (const rule of rules) {
    const name = (names ?? rule.rule.resourceNames).find((each) => ruleAllows(rule.rule, asked(namespace, each)));
    if (name !== undefined) return { rule, name };
  }
  return undefined;
}

type Who = Pick<Doer, 'user' | 'group' | 'target' | 'home'>;

function whomIn(binding: Binding, mode: Mode, found: Found): readonly (Who | undefined)[] {
  return binding.subjects.map((written) => {
    const principal = principalOf(written, binding.namespace);
    const who = principal === undefined ? undefined : whom(principal, mode, found);
    return who === undefined || found.targets?.includes(who.target) === false ? undefined : who;
  });
}

/** Whom to say to be, to be the principal. */
function whom(principal: Principal, mode: Mode, found: Found): Who | undefined {
  if (mode.isGroup) return principal.kind === 'group' ? memberOf(principal.name, found) : undefined;
  if (mode.name === 'serviceaccount') return accountOf(principal, found);
  if (mode.name === 'arbitrary-node') return nodeOf(principal, found);
  const { kind, name } = principal;
  if (kind === 'group' || name.startsWith(NODE_PREFIX) || splitServiceAccountName(name) !== undefined) return undefined;
  return name === '' ? undefined : { user: authenticatedUser(name), group: undefined, target: name, home: '' };
}

/** Nobody but who has legacy impersonation may say that group. */
function memberOf(group: string, { others }: Found): Who | undefined {
  if (group === '' || group === MASTERS) return undefined;
  const name = others?.find((each) => !each.startsWith('system:')) ?? (others === undefined ? 'anybody' : undefined);
  return name === undefined ? undefined : { user: authenticatedUser(name, [group]), group, target: group, home: '' };
}

function accountOf({ kind, name }: Principal, found: Found): Who | undefined {
  const { namespace, targets } = found;
  const account = kind === 'user' ? splitServiceAccountName(name) : memberAccount(name, namespace, targets);
  if (account === undefined) return undefined;
  const isElsewhere = namespace !== '' && account.namespace !== namespace;
  if (isElsewhere && everywhereGrant(found, account) === undefined) return undefined;
  const user = authenticatedUser(serviceAccountName(account.namespace, account.name));
  return { user, group: undefined, target: account.name, home: account.namespace };
}

/** What lets one be an account in whatever namespace, where the rest holds in one only. */
export function everywhereGrant(
  { bound }: Pick<Found, 'bound'>,
  account: { readonly namespace: string; readonly name: string },
): Grant | undefined {
  const request = resourceRequest({
    verb: 'impersonate:serviceaccount',
    group: AUTHENTICATION,
    resource: 'serviceaccounts',
    ...account,
  });
  for (const { binding, subject, role } of bound) {
    const rule = binding.namespace === '' ? role.rules.find((each) => ruleAllows(each.rule, request)) : undefined;
    if (rule !== undefined) return { binding, subject, role, rule };
  }
  return undefined;
}

/** Any account of a group: to say that one is somebody does not need the somebody. */
function memberAccount(
  group: string,
  namespace: string,
  targets: readonly string[] | undefined,
): { readonly namespace: string; readonly name: string } | undefined {
  const name = targets?.[0] ?? 'default';
  if (group === SERVICE_ACCOUNTS) return { namespace: namespace || 'default', name };
  const home = group.startsWith(`${SERVICE_ACCOUNTS}:`) ? group.slice(SERVICE_ACCOUNTS.length + 1) : '';
  return home === '' ? undefined : { namespace: home, name };
}

function nodeOf({ kind, name }: Principal, { targets }: Found): Who | undefined {
  const isNode = kind === 'user' && name.startsWith(NODE_PREFIX);
  const node = kind === 'group' && name === NODES ? (targets?.[0] ?? 'any') : isNode ? name.slice(NODE_PREFIX.length) : '';
  return node === '' ? undefined : { user: authenticatedUser(`${NODE_PREFIX}${node}`), group: undefined, target: node, home: '' };
}
