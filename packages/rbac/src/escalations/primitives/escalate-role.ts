import type { BoundGrant } from '../../authorize/decision.ts';
import type { Role } from '../../policy/role.ts';
import { send } from '../act.ts';
import { need } from '../need.ts';
import type { Act, Aim, Found, Gain, Permission, Primitive, Way } from '../primitive.ts';
import { ALL_RULES, almighty, isAlmighty, RBAC_GROUP } from '../rbac-objects.ts';
import { feeds } from './feed-role.ts';

/**
 * A role is written by who holds its rules, or `escalate` on it (kubernetes/pkg/registry/rbac/{role,clusterrole}/policybased).
 * What is written reaches oneself only through a role that one is bound to.
 */
export const escalateRole: Primitive = {
  id: 'escalate-role',
  title: 'writes rules that it does not hold into a role of its own',
  techniques: ['T1098.006'],
  severity: { cluster: 'critical', namespace: 'high' },
  ways: [rewrites('ClusterRole'), rewrites('Role'), feeds('new'), feeds('target')],
};

function rewrites(kind: Role['kind']): Way {
  const resource = `${kind.toLowerCase()}s.${RBAC_GROUP}`;
  return {
    needs: [need(['patch', 'update'], resource, 'target'), need('escalate', resource, 'target')],
    isLocal: true,
    gives: (found) => gainsOf(found, kind),
    acts: ([write, escalate], aim) =>
      write === undefined || escalate === undefined ? [] : [rewrite(write, escalate, kind, aim)],
  };
}

/** The mightiest of what could come of it: a role that is bound in the whole cluster, else one that is bound here. */
function gainsOf({ bound, targets, namespace }: Found, kind: Role['kind']): Gain[] {
  const mine = bound.filter(({ role }) => role.kind === kind && targets?.includes(role.name) !== false && !isAlmighty(role));
  const everywhere = mine.find(({ binding }) => binding.namespace === '');
  if (everywhere !== undefined)
    return namespace === '' ? [{ position: { kind: 'cluster-admin' }, ...restingOn(everywhere) }] : [];
  const [here] = mine;
  return here === undefined ? [] : [{ position: { kind: 'namespace-admin', namespace }, isLocal: true, ...restingOn(here) }];
}

function restingOn({ binding, role }: BoundGrant): Pick<Gain, 'target' | 'restsOn'> {
  return { target: role.name, restsOn: binding };
}

function rewrite(write: Permission, escalate: Permission, kind: Role['kind'], { as, target, namespace, found }: Aim): Act {
  const role = almighty({ kind, namespace: kind === 'Role' ? namespace : '', name: target });
  const mine = found.bound.find((bound) => bound.role.kind === kind && bound.role.name === target);
  const body = { rules: ALL_RULES.filter(({ nonResourceURLs }) => kind === 'ClusterRole' || nonResourceURLs === undefined) };
  return send(write, {
    says: `writes all rules into ${kind} ${target}, which is bound to ${as.name}`,
    body:
      write.request.verb === 'patch'
        ? { ...body, ...(kind === 'ClusterRole' && { aggregationRule: null }) }
        : { apiVersion: `${RBAC_GROUP}/v1`, kind, metadata: { name: target }, ...body },
    also: [escalate],
    ...(mine !== undefined && { makes: { ...mine, role } }),
  });
}
