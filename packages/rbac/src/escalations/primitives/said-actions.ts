import { resourceRequest, type ResourceRequest } from '../../request.ts';
import type { User } from '../../subject/user.ts';
import { workload } from '../bodies.ts';
import { kindOf, type ResourceKind } from '../kind.ts';
import type { Aim, Gain } from '../primitive.ts';
import { bindingTo, RBAC_GROUP } from '../rbac-objects.ts';
import type { Doer } from './said-doers.ts';

/** One request that is worth to be made as somebody else. */
export interface Action {
  readonly verb: string;
  readonly kind: string;
  /** Whether the request names an object; else it makes one, or reads all. */
  readonly named: boolean;
  /** What must be allowed to whoever it is done as, in a namespace; the request itself where it says nothing. */
  readonly asks?: ResourceRequest;
  /** It is worth nothing in a namespace. */
  readonly clusterOnly?: boolean;
  readonly gain: (doer: Doer, namespace: string) => Omit<Gain, 'target' | 'other'>;
  readonly body?: (aim: Aim, me: User) => unknown;
  readonly query?: string;
  readonly says: (aim: Aim) => string;
}

export function kindOfAction({ kind }: Action): ResourceKind {
  const read = kindOf(kind);
  // INVARIANT: all of them are resources.
  if (read.kind !== 'resource') throw new Error(`${kind} is no resource`);
  return read;
}

export function requestOf(action: Action, namespace: string, name: string): ResourceRequest {
  const { group, resource, subresource, isClusterScoped } = kindOfAction(action);
  return resourceRequest({
    verb: action.verb,
    group,
    resource,
    subresource,
    namespace: isClusterScoped ? '' : namespace,
    name: action.named ? name : '',
  });
}

const ADMIN = { kind: 'ClusterRole', name: 'cluster-admin' } as const;
const TOKEN = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };

export const ACTIONS: readonly Action[] = [
  {
    verb: 'create',
    kind: `clusterrolebindings.${RBAC_GROUP}`,
    named: false,
    // To bind a role is asked of whom the request says to be.
    asks: resourceRequest({ verb: '*', group: '*', resource: '*' }),
    clusterOnly: true,
    gain: () => ({ position: { kind: 'cluster-admin' }, severity: 'critical' }),
    body: (_, me) => bindingTo(ADMIN, '', me).body,
    says: () => 'binds itself to ClusterRole cluster-admin',
  },
  {
    verb: 'create',
    kind: 'serviceaccounts/token',
    named: true,
    gain: ({ name }, namespace) => ({
      position: { kind: 'service-accounts', by: 'token', namespace, names: name === undefined ? undefined : [name] },
    }),
    body: () => TOKEN,
    says: ({ namespace, account }) => `makes a token of service account ${namespace}/${account}`,
  },
  {
    verb: 'create',
    kind: 'pods',
    named: false,
    gain: (_, namespace) => ({ position: { kind: 'service-accounts', by: 'pod', namespace, names: undefined } }),
    body: ({ account }) => workload(kindOf('pods') as ResourceKind, account),
    says: ({ namespace, account }) => `runs a pod as service account ${namespace}/${account}`,
  },
  {
    verb: 'create',
    kind: 'pods/exec',
    named: true,
    gain: ({ name }, namespace) => ({
      position: { kind: 'running-pods', namespace, names: name === undefined ? undefined : [name] },
    }),
    query: 'command=id&stdout=true',
    says: ({ namespace, other }) => `runs a command in pod ${namespace}/${other}`,
  },
  {
    verb: 'list',
    kind: 'secrets',
    named: false,
    gain: (_, namespace) => ({ position: { kind: 'other', text: 'reads all Secrets', namespace } }),
    says: ({ namespace }) => `reads all Secrets of ${namespace}`,
  },
  {
    verb: 'get',
    kind: 'secrets',
    named: true,
    gain: ({ name }, namespace) => ({
      position: { kind: 'other', text: name === undefined ? 'reads Secrets' : `reads Secret ${name}`, namespace },
      ...(name !== undefined && { severity: 'low' as const }),
    }),
    says: ({ namespace, other }) => `reads Secret ${namespace}/${other}`,
  },
];
