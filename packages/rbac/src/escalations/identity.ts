import type { Principal } from '../subject/subject.ts';
import {
  ANONYMOUS,
  AUTHENTICATED,
  authenticatedUser,
  implicitGroups,
  NODES,
  SERVICE_ACCOUNTS,
  serviceAccountName,
  UNAUTHENTICATED,
  type User,
} from '../subject/user.ts';

/** Somebody whom a policy names: everybody of a username, or everybody in a group. */
export type Identity = Principal;

export function identityKey({ kind, name }: Identity): string {
  return kind === 'user' ? name : `group ${name}`;
}

/** A user for whom only what the identity says is known: of a group, somebody who is in it and in no other that is not implied. */
export function representative({ kind, name }: Identity): User {
  if (kind === 'user') return authenticatedUser(name);
  if (name === UNAUTHENTICATED) return authenticatedUser(ANONYMOUS);
  if (name === SERVICE_ACCOUNTS) return authenticatedUser(serviceAccountName('default', 'default'));
  const prefix = `${SERVICE_ACCOUNTS}:`;
  if (name.startsWith(prefix)) return authenticatedUser(serviceAccountName(name.slice(prefix.length), 'default'));
  if (name === NODES) return authenticatedUser('system:node:any');
  if (name === AUTHENTICATED) return authenticatedUser('anybody');
  return authenticatedUser(`member of ${name}`, [name]);
}

/** The groups whose grants an identity has beside its own. */
export function groupsOf(identity: Identity): readonly string[] {
  if (identity.kind === 'user') return implicitGroups(identity.name);
  const { name } = identity;
  if (name === UNAUTHENTICATED || name === AUTHENTICATED) return [];
  if (name.startsWith(`${SERVICE_ACCOUNTS}:`)) return [SERVICE_ACCOUNTS, AUTHENTICATED];
  return [AUTHENTICATED];
}
