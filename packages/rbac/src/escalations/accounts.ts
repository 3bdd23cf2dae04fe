import { serviceAccountName, splitServiceAccountName } from '../subject/user.ts';
import type { Identity } from './identity.ts';

/** What is known of service accounts beside what they may do. */
export interface AccountFacts {
  /** Undefined where nobody knows: it is taken to exist. */
  readonly exists?: (namespace: string, name: string) => boolean | undefined;
  /** Whether a pod runs as it, with its token; undefined where nobody knows. */
  readonly runs?: (namespace: string, name: string) => boolean | undefined;
}

export interface Account {
  readonly namespace: string;
  readonly name: string;
  readonly user: string;
  readonly exists: boolean;
  readonly runs: boolean | undefined;
}

/** The service accounts that a policy names, and the one that every namespace has. */
export function accountsOf(
  identities: Iterable<Identity>,
  namespaces: Iterable<string>,
  facts: AccountFacts,
  own: ReadonlySet<string>,
): readonly Account[] {
  const accounts = new Map<string, Account>();
  const put = (namespace: string, name: string): void => {
    const user = serviceAccountName(namespace, name);
    if (accounts.has(user)) return;
    const exists = facts.exists?.(namespace, name) ?? true;
    // Those of the controllers in kube-controller-manager are in no pod.
    const runs = own.has(user) ? false : facts.runs?.(namespace, name);
    accounts.set(user, { namespace, name, user, exists, runs: exists ? runs : false });
  };
  const seen = new Set(namespaces);
  for (const { kind, name } of identities) {
    const account = kind === 'user' ? splitServiceAccountName(name) : undefined;
    if (account === undefined) continue;
    put(account.namespace, account.name);
    seen.add(account.namespace);
  }
  for (const namespace of seen) put(namespace, 'default');
  return [...accounts.values()];
}
