import { resourceRequest, type Request, type ResourceRequest } from '../request.ts';
import { MASTERS, NODES, SERVICE_ACCOUNTS, splitServiceAccountName } from '../subject/user.ts';
import { nodeNameOf, type ImpersonationMode } from './modes.ts';
import { NO_LIST, type WantedUser } from './wanted-user.ts';

const AUTHENTICATION = 'authentication.k8s.io';
/** From so many on, all at once is asked for first. */
const MANY = 4;
const PATH_KEY = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/;

/** Requests that must all be allowed, or in their place the one that allows all of them. */
export interface CheckGroup {
  readonly all: readonly ResourceRequest[];
  readonly instead: ResourceRequest | undefined;
}

/** What must be allowed for one mode to let the wish through, in order, or why it never does. */
export type Checks = { readonly groups: readonly CheckGroup[]; readonly on: Request | undefined } | { readonly never: string };

/** The checks of a mode (mode.go, impersonationModeState.check); `request` is what the other wants to do as that user. */
export function checksOf(mode: ImpersonationMode, wanted: WantedUser, request: Request): Checks {
  const constrained = mode !== 'legacy';
  const never = constrained ? neverAllowed(wanted) : undefined;
  if (never !== undefined) return { never };
  const verb = constrained ? `impersonate:${mode}` : 'impersonate';
  const group = constrained ? AUTHENTICATION : '';
  const { groups = NO_LIST, uid = '' } = wanted;
  return {
    on: constrained ? { ...request, verb: `impersonate-on:${mode}:${request.verb}` } : undefined,
    groups: [
      one(nameCheck(mode, verb, group, wanted.name)),
      ...(uid === '' ? [] : [one(resourceRequest({ verb, group: AUTHENTICATION, resource: 'uids', name: uid }))]),
      {
        all: groups.map((name) => resourceRequest({ verb, group, resource: 'groups', name })),
        instead:
          constrained && groups.length >= MANY ? resourceRequest({ verb, group, resource: 'groups', name: '*' }) : undefined,
      },
      extraChecks(verb, wanted, constrained),
    ],
  };
}

function one(request: ResourceRequest): CheckGroup {
  return { all: [request], instead: undefined };
}

/** A service account is asked for in its namespace, and whoever may be the node that it runs on may be each such node. */
function nameCheck(mode: ImpersonationMode, verb: string, group: string, username: string): ResourceRequest {
  const account = splitServiceAccountName(username);
  if (account !== undefined) return resourceRequest({ verb, group, resource: 'serviceaccounts', ...account });
  const node = mode === 'legacy' ? undefined : nodeNameOf(username);
  if (node === undefined) return resourceRequest({ verb, group, resource: 'users', name: username });
  return resourceRequest({ verb, group, resource: 'nodes', name: mode === 'associated-node' ? '*' : node });
}

function extraChecks(
  verb: string,
  { extra = new Map<string, readonly string[]>() }: WantedUser,
  constrained: boolean,
): CheckGroup {
  const check = (subresource: string, name: string): ResourceRequest =>
    resourceRequest({ verb, group: AUTHENTICATION, resource: 'userextras', subresource, name });
  const all = [...extra].flatMap(([key, values]) => values.map((value) => check(key, value)));
  const many = extra.size >= MANY || all.length >= MANY;
  return { all, instead: constrained && many ? check('*', '*') : undefined };
}

/** What only legacy impersonation takes. */
function neverAllowed({ groups = NO_LIST, extra = new Map<string, readonly string[]>() }: WantedUser): string | undefined {
  if (groups.includes('')) return 'impersonating the empty string group is not allowed';
  if (groups.includes(MASTERS)) return 'impersonating the system:masters group is not allowed';
  for (const [key, values] of extra) {
    const never = neverExtra(key, values);
    if (never !== undefined) return never;
  }
  return undefined;
}

function neverExtra(key: string, values: readonly string[]): string | undefined {
  if (key === '') return 'impersonating the empty string key in extra is not allowed';
  if (!PATH_KEY.test(key)) return 'impersonating an invalid key in extra is not allowed';
  if (key !== key.toLowerCase()) return `impersonating a non-lowercase key in extra is not allowed: ${JSON.stringify(key)}`;
  if (values.length === 0) return 'impersonating empty values in extra is not allowed';
  return values.includes('') ? 'impersonating the empty string value in extra is not allowed' : undefined;
}

/** The groups that a name brings where none are asked for; of nodes only in the constrained modes. */
export function fixedGroups(mode: ImpersonationMode, username: string): readonly string[] {
  const account = splitServiceAccountName(username);
  if (account !== undefined) return [SERVICE_ACCOUNTS, `${SERVICE_ACCOUNTS}:${account.namespace}`];
  return mode !== 'legacy' && nodeNameOf(username) !== undefined ? [NODES] : NO_LIST;
}
