/** A ServiceAccount, wherever it is declared. */
export interface AccountRef {
  readonly namespace: string;
  readonly name: string;
}

const PREFIX = 'system:serviceaccount:';

/** What the claim `sub` of an account's tokens says (k8s.io/apiserver, pkg/authentication/serviceaccount, MakeUsername). */
export function subjectOf({ namespace, name }: AccountRef): string {
  return `${PREFIX}${namespace}:${name}`;
}

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;

/** The account that a subject names; undefined where no account can have it. */
export function accountOf(subject: string): AccountRef | undefined {
  if (!subject.startsWith(PREFIX)) return undefined;
  const [namespace = '', name = '', ...rest] = subject.slice(PREFIX.length).split(':');
  return rest.length === 0 && isNamespace(namespace) && isAccountName(name) ? { namespace, name } : undefined;
}

export function isNamespace(text: string): boolean {
  return LABEL.test(text);
}

export function isAccountName(text: string): boolean {
  return SUBDOMAIN.test(text);
}
