import {
  MASTERS,
  requestWords,
  resourceRequest,
  ruleWords,
  type AuthorizerChain,
  type NodeReach,
  type User,
} from '@bulwark/rbac';

/** What an authorizer beside RBAC means for somebody. */
export interface AuthorizerNote {
  readonly authorizer: string;
  /** It allows this; it may deny or allow, which nobody knows; or it says that RBAC is not asked. */
  readonly kind: 'allows' | 'unknown' | 'denies';
  readonly text: string;
}

/** What the authorizers of a chain make of somebody, whatever is asked. */
export function authorizerNotes(chain: AuthorizerChain, user: User): readonly AuthorizerNote[] {
  if (user.groups.includes(MASTERS)) return [];
  const asker = { name: user.name, groups: user.groups, hasAllGroups: true };
  const { isRbac, isNode, isAllowed, deniers, allowers, deniedBy } = chain.others(asker, undefined);
  const unknown = [...deniers, ...allowers].map(({ authorizer, reason }) => ({
    authorizer,
    kind: 'unknown' as const,
    text: reason,
  }));
  return [
    ...(deniedBy === undefined ? [] : [{ authorizer: deniedBy.authorizer, kind: 'denies' as const, text: deniedBy.reason }]),
    ...(isAllowed
      ? [{ authorizer: 'AlwaysAllow', kind: 'allows' as const, text: 'everything that no authorizer before it denies' }]
      : []),
    ...(isRbac || isAllowed
      ? []
      : [{ authorizer: 'RBAC', kind: 'denies' as const, text: 'it is not asked: what roles grant counts for nothing' }]),
    ...(isNode ? nodeNotes(chain, user) : []),
    ...unknown,
  ];
}

const PREFIX = 'system:node:';

function nodeNotes(chain: AuthorizerChain, { name, groups }: User): readonly AuthorizerNote[] {
  if (!name.startsWith(PREFIX) || !groups.includes('system:nodes')) return [];
  const note = (text: string): AuthorizerNote => ({ authorizer: 'Node', kind: 'allows', text });
  return [
    ...chain.node.rules.map((rule) => note(ruleWords(rule))),
    ...reached(chain.node.reachOf(name.slice(PREFIX.length))).map(note),
  ];
}

/** What belongs to the node, as requests. */
function reached({
  secrets,
  configMaps,
  persistentVolumeClaims,
  persistentVolumes,
  serviceAccounts,
}: NodeReach): readonly string[] {
  const get = (resource: string, all: NodeReach['secrets']): readonly string[] =>
    all.map(({ namespace, name }) => requestWords(resourceRequest({ verb: 'get', resource, namespace, name })));
  return [
    ...get('secrets', secrets),
    ...get('configmaps', configMaps),
    ...get('persistentvolumeclaims', persistentVolumeClaims),
    ...get('persistentvolumes', persistentVolumes),
    ...serviceAccounts.map(({ namespace, name }) =>
      requestWords(resourceRequest({ verb: 'create', resource: 'serviceaccounts', subresource: 'token', namespace, name })),
    ),
  ];
}
