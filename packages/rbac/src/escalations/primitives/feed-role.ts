import { matches, type Labels, type Selector } from '@bulwark/model';
import type { BoundGrant } from '../../authorize/decision.ts';
import { send } from '../act.ts';
import { need } from '../need.ts';
import type { Act, Aim, Found, Gain, Permission, Way } from '../primitive.ts';
import { ALL_RULES, almighty, isAlmighty, PROOF_NAME, RBAC_GROUP } from '../rbac-objects.ts';

const RESOURCE = `clusterroles.${RBAC_GROUP}`;

/**
 * Rules reach somebody by a role that is not theirs too: with labels that an aggregated role of theirs selects, the controller
 * copies them there (kubernetes/pkg/controller/clusterroleaggregation).
 */
export function feeds(object: 'new' | 'target'): Way {
  return {
    needs: [
      object === 'new' ? need('create', RESOURCE) : need(['patch', 'update'], RESOURCE, 'target'),
      need('escalate', RESOURCE, object),
    ],
    isLocal: true,
    gives: (found) => {
      const own = gathering(found);
      const target = object === 'new' ? PROOF_NAME : labelled(found, own);
      return own === undefined || target === undefined ? [] : gainOf(own, found.namespace, target);
    },
    acts: ([write, escalate], aim) => {
      const own = gathering(aim.found);
      return write === undefined || escalate === undefined || own === undefined ? [] : [feed(write, escalate, own, aim)];
    },
  };
}

/** What is bound to oneself, in the whole cluster if there is such, and gathers from roles with labels that one may write. */
function gathering({ bound }: Found): BoundGrant | undefined {
  const mine = bound.filter(({ role }) => !isAlmighty(role) && selected(role.aggregates) !== undefined);
  return mine.find(({ binding }) => binding.namespace === '') ?? mine[0];
}

/** Labels that one of the selectors takes. */
function selected(selectors: readonly Selector[] = []): Labels | undefined {
  for (const selector of selectors) {
    const labels = Object.fromEntries(
      selector.requirements.flatMap(({ key, operator, values }) =>
        operator === 'In' || operator === 'Exists' ? [[key, values[0] ?? 'true'] as const] : [],
      ),
    );
    if (matches(selector, labels)) return labels;
  }
  return undefined;
}

/** A role that is there, of those that may be written, which does not gather itself. */
function labelled({ policy, targets }: Found, own: BoundGrant | undefined): string | undefined {
  if (targets !== undefined)
    return targets.find((name) => name !== own?.role.name && (!policy.complete || policy.role('', name) !== undefined));
  const other = policy.roles.find(
    (role) => role.kind === 'ClusterRole' && role.aggregates === undefined && !isAlmighty(role) && role.name !== own?.role.name,
  );
  // Every API server makes it.
  return other?.name ?? 'system:basic-user';
}

function gainOf({ binding }: BoundGrant, namespace: string, target: string): Gain[] {
  const rests = { target, restsOn: binding };
  if (binding.namespace === '') return namespace === '' ? [{ position: { kind: 'cluster-admin' }, ...rests }] : [];
  return [{ position: { kind: 'namespace-admin', namespace }, isLocal: true, ...rests }];
}

function feed(write: Permission, escalate: Permission, own: BoundGrant, { as, target }: Aim): Act {
  const { role } = own;
  const metadata = { labels: selected(role.aggregates) ?? {} };
  const body = { metadata, rules: ALL_RULES };
  const whole = { apiVersion: `${RBAC_GROUP}/v1`, kind: 'ClusterRole', ...body, metadata: { name: target, ...metadata } };
  return send(write, {
    says: `writes all rules into ClusterRole ${target}, which ${role.name} gathers from then on, bound to ${as.name}`,
    body: write.request.verb === 'patch' ? body : whole,
    also: [escalate],
    makes: { ...own, role: almighty({ kind: 'ClusterRole', namespace: '', name: role.name }) },
  });
}
