import {
  principalOf,
  ruleAllows,
  type BoundGrant,
  type Grant,
  type Policy,
  type Principal,
  type Request,
  type User,
} from '@bulwark/rbac';

type Wanted = (principal: Principal) => boolean;

export function means({ kind, name }: Principal, user: User): boolean {
  return kind === 'user' ? name === user.name : user.groups.includes(name);
}

/** The bindings of these namespaces, one namespace after the other, that mean somebody who is wanted, with their roles. */
export function bindingsOf(policy: Policy, namespaces: readonly string[], wanted: Wanted): BoundGrant[] {
  return [...new Set(namespaces)].flatMap((namespace) =>
    policy.bindings
      .filter((binding) => binding.namespace === namespace)
      .flatMap((binding) => {
        const role = policy.roleOf(binding);
        const subject = binding.subjects.findIndex((candidate) => {
          const principal = principalOf(candidate, namespace);
          return principal !== undefined && wanted(principal);
        });
        return role === undefined || subject === -1 ? [] : [{ binding, subject, role }];
      }),
  );
}

export function plainGrants(policy: Policy, scopes: readonly string[], wanted: Wanted, request: Request): Grant[] {
  return bindingsOf(policy, scopes, wanted).flatMap(({ binding, subject, role }) => {
    const rule = role.rules.find((candidate) => ruleAllows(candidate.rule, request));
    return rule === undefined ? [] : [{ binding, subject, role, rule }];
  });
}

/** Everybody whom bindings name. */
export function principalsOf({ bindings }: Policy): Principal[] {
  const found = bindings.flatMap(({ subjects, namespace }) => subjects.map((subject) => principalOf(subject, namespace)));
  return found.filter((principal) => principal !== undefined);
}
