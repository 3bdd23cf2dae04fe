import { ruleAllows } from '../../rule/rule-allows.ts';
import { send } from '../act.ts';
import { need } from '../need.ts';
import type { Act, Aim, Found, Gain, Permission, Primitive, Way } from '../primitive.ts';
import { almighty, bindingTo } from '../rbac-objects.ts';
import { ACTIONS, kindOfAction, requestOf, type Action } from './said-actions.ts';
import { doers, everywhereGrant, MODES, type Doer, type Mode } from './said-doers.ts';

/** The feature gate ConstrainedImpersonation is on by itself from this minor on. */
const SINCE = 36;

/**
 * Since KEP-5284 to act as somebody takes two rights: to be the one (`impersonate:user-info`), and to do what is done as
 * somebody else (`impersonate-on:user-info:list`). Who has both can do that one thing if the other can, and nothing else: the
 * proof is one request, and needs somebody whom the roles let do it (k8s.io/apiserver/pkg/endpoints/filters/impersonation).
 */
export const constrainedImpersonation: Primitive = {
  id: 'impersonate-on',
  title: 'does as somebody else what it may not do itself',
  techniques: ['T1134', 'T1078'],
  severity: { cluster: 'high', namespace: 'medium' },
  says: true,
  ways: MODES.flatMap((mode) => ACTIONS.flatMap((action) => (mode.isGroup && action.named ? [] : wayOf(mode, action)))),
};

/** Which user a request as a group says is one more choice: so requests that name an object are made as users only. */
function wayOf(mode: Mode, action: Action): Way {
  const verb = `impersonate-on:${mode.name}:${action.verb}`;
  return {
    since: SINCE,
    needs: [...mode.needs, need(verb, action.kind, action.named ? 'other' : 'new')],
    gives: (found) => chosen(found, mode, action).map((doer) => gainOf(doer, found, action)),
    acts: (permissions, aim) => {
      const all = chosen(aim.found, mode, action);
      const place = 'namespace' in aim.position ? aim.position.namespace : '';
      const doer = all.length === 1 ? all[0] : all.find(({ grant }) => grant.binding.namespace === place);
      return doer === undefined ? [] : actsOf(permissions, doer, action, aim);
    },
  };
}

/** Somebody who may do it in the whole cluster, or else one for each namespace; nobody where one may do it oneself. */
function chosen(found: Found, mode: Mode, action: Action): readonly Doer[] {
  if (action.clusterOnly === true && found.namespace !== '') return [];
  const names = action.named ? found.others : undefined;
  const asked = (namespace: string, name: string) => action.asks ?? requestOf(action, namespace, name);
  const byNamespace = new Map<string, Doer>();
  for (const doer of doers(found, mode, asked, names)) {
    const { namespace } = doer.grant.binding;
    if (isHeld(found, action, found.namespace || namespace, doer)) continue;
    if (namespace === '') return [doer];
    if (action.clusterOnly !== true && !byNamespace.has(namespace)) byNamespace.set(namespace, doer);
  }
  return [...byNamespace.values()];
}

function isHeld({ bound }: Found, action: Action, namespace: string, { name = 'any' }: Doer): boolean {
  const request = action.asks ?? requestOf(action, namespace, name);
  return bound.some(({ role }) => role.rules.some(({ rule }) => ruleAllows(rule, request)));
}

function gainOf(doer: Doer, { namespace }: Found, action: Action): Gain {
  const { binding } = doer.grant;
  const place = namespace || binding.namespace;
  const isNarrower = namespace === '' && place !== '';
  return {
    ...(isNarrower && { severity: constrainedImpersonation.severity.namespace }),
    ...action.gain(doer, place),
    target: doer.target,
    ...(doer.group !== undefined && { other: doer.user.name }),
    ...(doer.name !== undefined && { other: doer.name }),
  };
}

function actsOf(permissions: readonly Permission[], doer: Doer, action: Action, aim: Aim): readonly Act[] {
  const on = permissions.at(-1);
  if (on?.request.kind !== 'resource') return [];
  const { user, group, grant } = doer;
  const name = action.kind === 'serviceaccounts/token' ? aim.account : aim.other;
  const kind = kindOfAction(action);
  const request = requestOf(action, aim.namespace, name);
  const wanted = [
    ...permissions.slice(0, -1).map((each) => atHome(each, doer, aim.found)),
    { ...on, request: { ...request, verb: on.request.verb } },
  ];
  const body = action.body?.(aim, aim.as);
  const own: Permission = { kind, request, grant };
  const isBinding = action.clusterOnly === true;
  const bind = isBinding
    ? [{ kind, request: { ...request, verb: 'bind', resource: 'clusterroles', name: 'cluster-admin' }, grant }]
    : [];
  return [
    {
      ...send(own, {
        says: `${action.says(aim)}, as ${group === undefined ? '' : `a member of ${group}, `}${user.name}`,
        ...(body !== undefined && { body }),
        ...(action.query !== undefined && { query: action.query }),
        ...(isBinding && { makes: madeBy(aim) }),
      }),
      permissions: [...wanted, own, ...bind],
      headers: { 'Impersonate-User': user.name, ...(group !== undefined && { 'Impersonate-Group': group }) },
      said: user,
    },
  ];
}

/** To be an account is asked about in the account's namespace. */
function atHome(permission: Permission, { home, target }: Doer, found: Found): Permission {
  const { request, grant } = permission;
  if (home === '' || request.kind !== 'resource' || request.namespace === home) return permission;
  const own = found.namespace === '' ? undefined : everywhereGrant(found, { namespace: home, name: target });
  return { ...permission, request: { ...request, namespace: home }, grant: own ?? grant };
}

function madeBy({ as, found }: Aim): Act['makes'] {
  const { binding } = bindingTo({ kind: 'ClusterRole', name: 'cluster-admin' }, '', as);
  const role = found.policy.role('', 'cluster-admin') ?? almighty({ kind: 'ClusterRole', namespace: '', name: 'cluster-admin' });
  return { binding, subject: 0, role };
}
