import { isDeepStrictEqual } from 'node:util';
import { authorizeNaively, MASTERS, Policy, type Principal, type RbacIndex, type Request, type User } from '@bulwark/rbac';
import { bindingsOf, means, plainGrants, principalsOf } from './plain.ts';

/** What the lists of an index say differently from going through the bindings one by one; undefined where nothing. */
export function listDifference(index: RbacIndex, user: User, request: Request): string | undefined {
  const { policy } = index;
  const namespace = request.kind === 'resource' ? request.namespace : '';
  const scopes = namespace === '' ? [''] : ['', namespace];
  const isUser = (principal: Principal): boolean => means(principal, user);
  const bound = bindingsOf(policy, ['', ...policy.bindings.map((binding) => binding.namespace)], isUser);
  const inScope = bindingsOf(policy, scopes, isUser);
  const lists: readonly (readonly [what: string, found: unknown, expected: unknown])[] = [
    ['rules', index.rulesFor(user, namespace).rules, inScope.flatMap(({ role }) => role.rules.map(({ rule }) => rule))],
    ['grants', new Set(index.grantsOf(user).grants), new Set(bound)],
    ['who can', whoCan(index, request), plainWhoCan(policy, scopes, request)],
    ['members', whoCan(index, request, user).get(`user ${user.name}`), memberGrants(policy, scopes, user, request)],
    ...(user.groups.includes(MASTERS)
      ? []
      : [['gaps', index.rulesFor(user, namespace).gaps, gaps(policy, user, request)] as const]),
  ];
  return lists.find(([, found, expected]) => !isDeepStrictEqual(found, expected))?.[0];
}

function whoCan(index: RbacIndex, request: Request, member?: User): Map<string, unknown> {
  const { allowed } = index.whoCan(request, { members: member === undefined ? [] : [member] });
  return new Map(allowed.map(({ principal, grants }) => [`${principal.kind} ${principal.name}`, grants]));
}

function plainWhoCan(policy: Policy, scopes: readonly string[], request: Request): Map<string, unknown> {
  const found = new Map<string, unknown>([[`group ${MASTERS}`, [MASTERS]]]);
  for (const { kind, name } of principalsOf(policy)) {
    const grants = plainGrants(policy, scopes, (principal) => principal.kind === kind && principal.name === name, request);
    const masters = kind === 'group' && name === MASTERS ? [MASTERS] : [];
    if (grants.length > 0) found.set(`${kind} ${name}`, [...masters, ...grants]);
  }
  return found;
}

function memberGrants(policy: Policy, scopes: readonly string[], user: User, request: Request): unknown {
  const masters = user.groups.includes(MASTERS) ? [MASTERS] : [];
  const grants = [...masters, ...plainGrants(policy, scopes, (principal) => means(principal, user), request)];
  return grants.length === 0 ? undefined : grants;
}

/** A request that no role allows has all the gaps. */
function gaps(policy: Policy, user: User, request: Request): unknown {
  const idle = policy.roles.map((role) => ({ ...role, rules: [] }));
  const decision = authorizeNaively(new Policy(idle, policy.bindings, { complete: policy.complete }), user, request);
  return decision.verdict === 'allow' ? undefined : decision.gaps;
}
