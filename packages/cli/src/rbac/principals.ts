import {
  AUTHENTICATED,
  authenticatedUser,
  principalOf,
  SERVICE_ACCOUNTS,
  UNAUTHENTICATED,
  type Policy,
  type Principal,
  type User,
} from '@bulwark/rbac';

/** The users and groups that bindings name, each once, in order. */
export function principalsOf({ bindings }: Policy): readonly Principal[] {
  const found = new Map<string, Principal>();
  for (const { subjects, namespace } of bindings) {
    for (const subject of subjects) {
      const principal = principalOf(subject, namespace);
      if (principal !== undefined) found.set(principalKey(principal), principal);
    }
  }
  return [...found.values()];
}

export function principalKey({ kind, name }: Principal): string {
  return `${kind} ${name}`;
}

/** The principal alone, without what it has through groups. */
export function alone({ kind, name }: Principal): User {
  return kind === 'user' ? { name, groups: [] } : { name: '', groups: [name] };
}

/** The principal with the groups that it brings: of a group, those that all its members are in. */
export function withGroups({ kind, name }: Principal): User {
  if (kind === 'user') return authenticatedUser(name);
  const all = name.startsWith(`${SERVICE_ACCOUNTS}:`) ? [SERVICE_ACCOUNTS, AUTHENTICATED] : [AUTHENTICATED];
  return { name: '', groups: name === UNAUTHENTICATED ? [name] : [name, ...all] };
}
