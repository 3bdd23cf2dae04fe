import { listAt, serviceAccountOf, workloadsOf, type KubeObject, type Scope, type Workload } from '@bulwark/model';
import { WORKLOAD_KINDS } from '../namespace/workload-kinds.ts';

type Users = ReadonlyMap<string, readonly Workload[]>;

const NOBODY: readonly Workload[] = [];
/** By namespace, then by the account's name. Made once for a scope: a scope never changes. */
const INDEXES = new WeakMap<Scope, Map<string, Users>>();

/**
 * The workloads among the scope's objects that run as a ServiceAccount, by kind and name; those of the environments below
 * too. What another object has made, such as a Deployment's ReplicaSet, is left out: its maker is there, or nobody sees it.
 */
export function usersOf(account: KubeObject, scope: Scope): readonly Workload[] {
  let byNamespace = INDEXES.get(scope);
  if (byNamespace === undefined) INDEXES.set(scope, (byNamespace = new Map<string, Users>()));
  const namespace = account.namespace ?? '';
  let users = byNamespace.get(namespace);
  if (users === undefined) byNamespace.set(namespace, (users = usersIn(scope, namespace)));
  return users.get(account.name) ?? NOBODY;
}

function usersIn(scope: Scope, namespace: string): Users {
  const users = new Map<string, Workload[]>();
  for (const { group, kind } of WORKLOAD_KINDS) {
    for (const object of scope.anywhereInNamespace(group, kind, namespace)) {
      if (!isMadeByAnother(object)) workloadsOf(object).forEach((workload) => add(users, workload));
    }
  }
  return users;
}

function add(users: Map<string, Workload[]>, workload: Workload): void {
  const account = serviceAccountOf(workload);
  if (account === undefined) return;
  const known = users.get(account);
  if (known === undefined) users.set(account, [workload]);
  else known.push(workload);
}

/** Whether a controller has made the object, so that it is a copy of what its maker says. */
export function isMadeByAnother({ value }: KubeObject): boolean {
  return listAt(value, 'metadata', 'ownerReferences').length > 0;
}
