import { kubeObject, type JsonObject } from '@bulwark/model';
import { readPolicy, requestWords, ruleWords } from '@bulwark/rbac';
import { describe, expect, test } from 'vitest';
import { propose } from '../propose/propose.ts';
import { eventsOf } from '../testing/events.ts';
import { groupLog, groupsIn } from './group-log.ts';
import { Observations } from './observations.ts';

const get = (resource: string, name: string): JsonObject => ({ verb: 'get', objectRef: { resource, namespace: 'shop', name } });
const by = (reason: string): JsonObject => ({
  annotations: { 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': reason },
});
const BY_GROUP = by('RBAC: allowed by RoleBinding "ops/shop" of Role "ops" to Group "ops"');
const BY_SELF = by('RBAC: allowed by RoleBinding "jane/shop" of Role "jane" to User "jane"');
const jane = { user: { username: 'jane', groups: ['ops', 'system:authenticated'] } };
const joe = { user: { username: 'joe', groups: ['ops', 'system:authenticated'] } };

const RBAC = 'rbac.authorization.k8s.io';
const POLICY = readPolicy(
  [
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'Role',
      metadata: { namespace: 'shop', name: 'ops' },
      rules: [{ apiGroups: [''], resources: ['pods', 'secrets'], verbs: ['*'] }],
    },
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata: { namespace: 'shop', name: 'ops' },
      roleRef: { kind: 'Role', name: 'ops' },
      subjects: [{ kind: 'Group', name: 'ops' }],
    },
  ].map((value) => kubeObject(value)),
  { complete: true },
);

function seen(events: readonly JsonObject[]): Observations {
  const observations = new Observations();
  for (const event of eventsOf(...events)) observations.add(event);
  return observations;
}

function words(observations: Observations, policy = true): readonly string[] {
  return [...groupLog('ops', observations, policy ? POLICY : undefined).allowed.values()].flatMap((series) =>
    series.requests().map(requestWords),
  );
}

describe('what members of a group did by its rights', () => {
  test('is of all of them, counted together', () => {
    const observations = seen([
      { ...get('pods', 'a'), ...jane, ...BY_GROUP },
      { ...get('pods', 'a'), ...joe, ...BY_GROUP },
      { ...get('pods', 'b'), ...joe, ...BY_GROUP },
    ]);
    expect(words(observations)).toEqual(['get pods "a" in namespace shop', 'get pods "b" in namespace shop']);
    const [series] = groupLog('ops', observations, POLICY).allowed.values();
    expect(series?.uses.get('a')?.count).toBe(2);
  });

  test.for<[string, readonly JsonObject[], boolean, number]>([
    ['not what a binding of their own allowed', [{ ...get('pods', 'a'), ...jane, ...BY_SELF }], true, 0],
    ['what no binding is named for, where the group may', [{ ...get('pods', 'a'), ...jane }], true, 1],
    ['not where the group may not', [{ ...get('services', 'a'), ...jane }], true, 0],
    ['all of it, where nobody knows what the group may', [{ ...get('services', 'a'), ...jane }], false, 1],
    ['not what others did', [{ ...get('pods', 'a'), user: { username: 'eve', groups: ['dev'] } }], true, 0],
  ])('is %s', ([, events, hasPolicy, count]) => {
    expect(words(seen(events), hasPolicy)).toHaveLength(count);
  });

  test('makes roles for the group, with their proof, for its bindings of today', () => {
    const observations = seen([
      { ...get('pods', 'a'), ...jane, ...BY_GROUP },
      { verb: 'list', objectRef: { resource: 'pods', namespace: 'shop' }, ...joe, ...BY_GROUP },
    ]);
    const proposal = propose(
      groupLog('ops', observations, POLICY),
      { policy: POLICY, defaults: { roles: [], bindings: [] } },
      { names: 'drop', window: undefined, isGroup: true },
    );
    expect(proposal.scopes.flatMap(({ rules }) => rules.map(ruleWords))).toEqual(['get, list pods']);
    expect(proposal.proof).toMatchObject({ refused: [], beyond: [] });
    expect(proposal.replaces.map(({ name }) => name)).toEqual(['ops']);
    expect(proposal.manifests.at(-1)?.value).toMatchObject({
      metadata: { name: 'group-ops-minimal', namespace: 'shop' },
      subjects: [{ apiGroup: RBAC, kind: 'Group', name: 'ops' }],
    });
  });
});

test('groups that everybody is in, and whom no role limits, are none', () => {
  const user = { username: 'x', groups: ['system:masters', 'system:authenticated', 'b', 'a', 'system:serviceaccounts:shop'] };
  expect(groupsIn(seen([{ ...get('pods', 'a'), user }]))).toEqual(['a', 'b', 'system:serviceaccounts:shop']);
});
