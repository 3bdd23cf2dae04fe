import { kubeObject, refOf, type Evidence, type KubeObject, type Scope } from '@bulwark/model';
import { findEscalations, readPolicy, serviceAccountName, splitServiceAccountName, type Path } from '@bulwark/rbac';
import { RBAC, RBAC_KINDS } from './rbac-kinds.ts';

/** The accounts of Kubernetes' own controllers are there, and in no manifest. */
const KUBE_SYSTEM = 'kube-system';

/** How an account becomes cluster-admin, in words: what it was found with, the index of a whole policy, is not kept. */
export interface Takeover {
  /** Whether it is one already. */
  readonly isAdmin: boolean;
  readonly says: string;
  /** The bindings that it rests on. */
  readonly evidence: readonly Evidence[];
}

/** By account, as the scope shows it. Made once for a scope: a scope never changes. */
const WAYS = new WeakMap<Scope, ReadonlyMap<string, Takeover>>();

/**
 * The shortest way of a service account to cluster-admin by bindings of its own, where one is proven. A workload whose manifest
 * leaves its namespace open is taken to be in the subject's, but for the account "default", which every namespace has.
 */
export function takeoverBy(scope: Scope, namespace: string | undefined, account: string): Takeover | undefined {
  let ways = WAYS.get(scope);
  if (ways === undefined) WAYS.set(scope, (ways = waysIn(scope)));
  if (namespace !== undefined) return ways.get(serviceAccountName(namespace, account));
  if (account === 'default') return undefined;
  return [...ways].find(([user]) => splitServiceAccountName(user)?.name === account)?.[1];
}

function waysIn(scope: Scope): ReadonlyMap<string, Takeover> {
  const written = RBAC_KINDS.flatMap(({ group, kind }) => [...scope.ofKind(group, kind)]);
  const objects = written.filter(({ partial, identified }) => partial === undefined && identified);
  const names = new Set(objects.map(({ kind, name }) => `${kind} ${name}`));
  const brought = BROUGHT.filter(({ kind, name }) => !names.has(`${kind} ${name}`));
  const policy = readPolicy([...objects, ...brought], { complete: scope.complete });
  const exists = (namespace: string, name: string): boolean | undefined =>
    scope.complete && namespace !== KUBE_SYSTEM ? scope.get('', 'ServiceAccount', namespace, name) !== undefined : undefined;
  const { paths } = findEscalations(policy, { exists, speaksOf: ({ kind }) => kind === 'user' });
  return new Map(
    paths
      .filter(({ steps }) => steps.every(({ assumes }) => assumes === undefined))
      .map((path) => [path.identity.name, takeoverOf(path)]),
  );
}

function takeoverOf({ steps, primitives }: Path): Takeover {
  const bindings = new Set(steps.flatMap(({ permissions }) => permissions.map(({ grant }) => grant.binding)));
  return {
    isAdmin: primitives.length === 1 && primitives[0] === 'everything',
    says: steps.map(({ says }) => says).join('; then '),
    evidence: [...bindings].flatMap(({ kind, namespace, name, object }) => {
      if (object === undefined) return [];
      const whose = `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
      return [{ text: `the way rests on ${whose}`, object: refOf(object), path: ['roleRef'] }];
    }),
  };
}

function role(name: string, rules: readonly (readonly [groups: string, resources: string, verbs: string])[]): KubeObject {
  return kubeObject({
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRole',
    metadata: { name },
    rules: rules.map(([groups, resources, verbs]) => ({
      apiGroups: [groups],
      resources: resources.split(' '),
      verbs: verbs.split(' '),
    })),
  });
}

/** What of the two roles for a namespace lets somebody be its accounts, in every version. */
const OWNING = [
  ['', 'pods', 'create update patch'],
  ['', 'secrets', 'get list watch create'],
  ['', 'serviceaccounts', 'impersonate'],
  ['', 'serviceaccounts/token', 'create'],
] as const;

/** Of the roles that every API server brings those that people bind, as far as they matter here. */
const BROUGHT: readonly KubeObject[] = [role('cluster-admin', [['*', '*', '*']]), role('admin', OWNING), role('edit', OWNING)];
