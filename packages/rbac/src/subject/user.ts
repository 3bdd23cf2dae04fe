/** Who asks, after authentication (k8s.io/apiserver/pkg/authentication/user, Info). */
export interface User {
  readonly name: string;
  /** All of them, the implicit ones too. */
  readonly groups: readonly string[];
  readonly uid?: string;
  readonly extra?: ReadonlyMap<string, readonly string[]>;
}

export const MASTERS = 'system:masters';
export const AUTHENTICATED = 'system:authenticated';
export const UNAUTHENTICATED = 'system:unauthenticated';
export const ANONYMOUS = 'system:anonymous';
export const NODES = 'system:nodes';
export const SERVICE_ACCOUNTS = 'system:serviceaccounts';

const SERVICE_ACCOUNT_PREFIX = 'system:serviceaccount:';
export const NODE_PREFIX = 'system:node:';

/** The username of a service account. */
export function serviceAccountName(namespace: string, name: string): string {
  return `${SERVICE_ACCOUNT_PREFIX}${namespace}:${name}`;
}

export interface ServiceAccountRef {
  readonly namespace: string;
  readonly name: string;
}

const DNS_LABEL = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

/** The service account behind a username, or undefined: k8s.io/apiserver/pkg/authentication/serviceaccount, SplitUsername. */
export function splitServiceAccountName(username: string): ServiceAccountRef | undefined {
  if (!username.startsWith(SERVICE_ACCOUNT_PREFIX)) return undefined;
  const parts = username.slice(SERVICE_ACCOUNT_PREFIX.length).split(':');
  const [namespace, name] = parts;
  if (parts.length !== 2 || namespace === undefined || name === undefined) return undefined;
  if (name.length > 253 || !DNS_LABEL.test(namespace) || !DNS_SUBDOMAIN.test(name)) return undefined;
  return { namespace, name };
}

/** A user as the API server would see one that proves to have this name: the implicit groups added to those that are said. */
export function authenticatedUser(name: string, groups: readonly string[] = []): User {
  return { name, groups: [...new Set([...implicitGroups(name), ...groups])] };
}

/**
 * The groups that a name brings: those of service accounts (k8s.io/apiserver/pkg/authentication/serviceaccount,
 * MakeGroupNames), of nodes (their certificates carry it), and of everybody who is or is not authenticated.
 */
export function implicitGroups(name: string): string[] {
  if (name === ANONYMOUS) return [UNAUTHENTICATED];
  const account = splitServiceAccountName(name);
  if (account !== undefined) return [SERVICE_ACCOUNTS, `${SERVICE_ACCOUNTS}:${account.namespace}`, AUTHENTICATED];
  return name.startsWith(NODE_PREFIX) ? [NODES, AUTHENTICATED] : [AUTHENTICATED];
}
