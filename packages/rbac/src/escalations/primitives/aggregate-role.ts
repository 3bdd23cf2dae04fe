import type { BoundGrant } from '../../authorize/decision.ts';
import { covers } from '../../covers/covers.ts';
import type { Role } from '../../policy/role.ts';
import type { PolicyRule } from '../../rule/policy-rule.ts';
import { AUTHENTICATED, UNAUTHENTICATED } from '../../subject/user.ts';
import { send } from '../act.ts';
import { need } from '../need.ts';
import type { Found, Gain, Primitive } from '../primitive.ts';
import { PROOF_NAME, RBAC_GROUP } from '../rbac-objects.ts';

const RESOURCE = `clusterroles.${RBAC_GROUP}`;
const LABELS = { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' };

/** A label is enough for a role to be gathered into view, edit and admin; who writes it must hold the rules. */
export const aggregateRole: Primitive = {
  id: 'aggregate-role',
  title: 'hands what it holds to all who have view, edit or admin',
  techniques: ['T1098.006'],
  severity: { cluster: 'medium', namespace: 'medium' },
  ways: [
    {
      needs: [need('create', RESOURCE)],
      gives: (found) => (handedOn(found.bound) === undefined ? [] : widening(found)),
      acts: ([create], { found: { bound } }) => {
        const rule = handedOn(bound);
        if (create === undefined || rule === undefined) return [];
        const body = {
          apiVersion: `${RBAC_GROUP}/v1`,
          kind: 'ClusterRole',
          metadata: { name: PROOF_NAME, labels: LABELS },
          rules: [withoutUrls(rule)],
        };
        return [send(create, { says: 'makes a ClusterRole that view, edit and admin gather', body })];
      },
    },
    {
      needs: [need(['patch', 'update'], RESOURCE, 'target')],
      gives: (found) => {
        const role = relabelled(found);
        return role === undefined ? [] : widening(found, role.name);
      },
      acts: ([write], { target, found: { policy } }) => {
        if (write === undefined) return [];
        const rules = policy
          .role('', target)
          ?.rules.map(({ rule }) => (rule.resources.length > 0 ? withoutUrls(rule) : urlsOf(rule)));
        const metadata = { labels: LABELS };
        const whole = { apiVersion: `${RBAC_GROUP}/v1`, kind: 'ClusterRole', metadata: { name: target, ...metadata }, rules };
        return [
          send(write, {
            says: `labels ClusterRole ${target}, so that view, edit and admin gather it`,
            body: write.request.verb === 'patch' ? { metadata } : whole,
          }),
        ];
      },
    },
  ],
};

function widening({ namespace }: Found, target?: string): Gain[] {
  if (namespace !== '') return [];
  return [
    { position: { kind: 'other', text: 'widens view, edit and admin', namespace }, ...(target !== undefined && { target }) },
  ];
}

/** The rules that hold in the whole cluster; with what everybody has, or without. */
function held(bound: Found['bound'], everybodys: boolean): readonly PolicyRule[] {
  return bound
    .filter((each) => each.binding.namespace === '' && (everybodys || !isEverybodys(each)))
    .flatMap(({ role }) => role.rules.map(({ rule }) => rule));
}

function isEverybodys({ binding, subject }: BoundGrant): boolean {
  const written = binding.subjects[subject];
  return written?.kind === 'Group' && (written.name === AUTHENTICATED || written.name === UNAUTHENTICATED);
}

/** The first rule that it holds, that not everybody does, and that says something of resources. */
function handedOn(bound: Found['bound']): PolicyRule | undefined {
  return held(bound, false).find(({ resources }) => resources.length > 0);
}

/** A role whose rules are held, not all of them by everybody, and that view does not gather yet. */
function relabelled({ policy, targets, bound }: Found): Role | undefined {
  const own = held(bound, false);
  if (own.length === 0) return undefined;
  const all = held(bound, true);
  return policy.roles.find((role) => {
    const { kind, name, aggregates, labels } = role;
    if (kind !== 'ClusterRole' || aggregates !== undefined || targets?.includes(name) === false) return false;
    if (labels['rbac.authorization.k8s.io/aggregate-to-view'] === 'true') return false;
    const rules = role.rules.map(({ rule }) => rule);
    return rules.some(({ resources }) => resources.length > 0) && covers(all, rules) && rules.some((rule) => covers(own, [rule]));
  });
}

function withoutUrls({ verbs, apiGroups, resources, resourceNames }: PolicyRule): unknown {
  return { verbs, apiGroups, resources, ...(resourceNames.length > 0 && { resourceNames }) };
}

function urlsOf({ verbs, nonResourceURLs }: PolicyRule): unknown {
  return { verbs, nonResourceURLs };
}
