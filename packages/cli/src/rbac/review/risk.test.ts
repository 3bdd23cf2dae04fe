import { kubeObject, type Json } from '@bulwark/model';
import { policyRule, RbacIndex, readPolicy, type Identity, type PolicyRule } from '@bulwark/rbac';
import { describe, expect, test } from 'vitest';
import { RiskScale } from './risk-scale.ts';
import type { Risk, Weight } from './risk.ts';

const rule = (verbs: string, resources: string, group = '', names: readonly string[] = []): PolicyRule =>
  policyRule({ verbs: verbs.split(','), apiGroups: [group], resources: resources.split(','), resourceNames: names });
const RBAC = 'rbac.authorization.k8s.io';
const HOOKS = 'admissionregistration.k8s.io';

interface Bound {
  readonly role: string;
  readonly rules: readonly PolicyRule[];
  /** Empty: in the whole cluster. */
  readonly namespace: string;
  readonly subject: Readonly<Record<string, string>>;
}

/** A cluster in which these are bound, and its scale. */
function scaleOf(all: readonly Bound[], principals: readonly Identity[] = []): { scale: RiskScale; index: RbacIndex } {
  const objects = all.flatMap(({ role, rules, namespace, subject }) => [
    { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata: { name: role }, rules: rules as unknown as Json },
    {
      apiVersion: `${RBAC}/v1`,
      kind: namespace === '' ? 'ClusterRoleBinding' : 'RoleBinding',
      metadata: { name: role, ...(namespace !== '' && { namespace }) },
      roleRef: { kind: 'ClusterRole', name: role },
      subjects: [{ ...subject }],
    },
  ]);
  const index = new RbacIndex(
    readPolicy(
      objects.map((value) => kubeObject(value)),
      { complete: true },
    ),
  );
  return { scale: new RiskScale({ index, accounts: [] }, principals, { complete: false }), index };
}

const JANE = { kind: 'User', name: 'jane' };

function weigh(rules: readonly PolicyRule[], namespace: string, others: readonly Bound[] = []): Weight {
  const { scale, index } = scaleOf([...others, { role: 'asked', rules, namespace, subject: JANE }]);
  const role = index.policy.role('', 'asked');
  if (role === undefined) throw new Error('the role is not there');
  return scale.ofRole(role, namespace);
}

describe('what a rule weighs in the whole cluster, and in one namespace', () => {
  test.for<[PolicyRule, Risk, Risk]>([
    [rule('*', '*', '*'), 'critical', 'high'],
    [rule('escalate,update', 'clusterroles', RBAC), 'critical', 'medium'],
    [rule('impersonate', 'users'), 'high', 'medium'],
    [rule('patch', 'mutatingwebhookconfigurations', HOOKS), 'critical', 'medium'],
    [rule('get', 'mutatingwebhookconfigurations', HOOKS), 'low', 'low'],
    [rule('get', 'secrets'), 'high', 'medium'],
    [rule('get', 'secrets', '', ['db']), 'low', 'low'],
    [rule('deletecollection', 'secrets'), 'high', 'medium'],
    [rule('get', 'secrets', 'apps'), 'low', 'low'],
    [rule('create', 'pods/exec'), 'high', 'medium'],
    [rule('create', 'pods'), 'high', 'medium'],
    [rule('create', 'deployments', 'apps'), 'high', 'medium'],
    [rule('create', 'deployments'), 'medium', 'medium'],
    [rule('get', 'nodes/proxy'), 'critical', 'low'],
    [rule('create,update', 'leases', 'coordination.k8s.io'), 'medium', 'low'],
    // Among the ConfigMaps of the cluster are those that say who is who.
    [rule('create,update', 'leases,configmaps'), 'high', 'medium'],
    [rule('get,list', 'pods'), 'low', 'low'],
    [policyRule({ verbs: ['get'], nonResourceURLs: ['/metrics'] }), 'low', 'low'],
    [policyRule({ verbs: ['get'], resources: ['secrets'] }), 'none', 'none'],
    [policyRule({ resources: ['secrets'], apiGroups: [''] }), 'none', 'none'],
  ])('%o: %s and %s', ([each, everywhere, inOne]) => {
    expect([weigh([each], '').risk, weigh([each], 'shop').risk]).toEqual([everywhere, inOne]);
  });
});

describe('what else there is in the cluster', () => {
  const root: Bound = {
    role: 'root',
    rules: [rule('*', '*', '*')],
    namespace: '',
    subject: { kind: 'ServiceAccount', namespace: 'shop', name: 'deployer' },
  };

  test('makes the right to start pods more, where an account of the namespace may do everything', () => {
    const pods = [rule('create', 'pods')];
    expect(weigh(pods, 'shop', [root])).toMatchObject({
      risk: 'critical',
      because: expect.stringContaining('becomes cluster-admin in'),
    });
    expect(weigh(pods, 'web', [root]).risk).toBe('medium');
  });

  test('makes two roles together more than each', () => {
    const jane: Identity = { kind: 'user', name: 'jane' };
    const half = (role: string, each: PolicyRule): Bound => ({ role, rules: [each], namespace: '', subject: JANE });
    const { scale, index } = scaleOf(
      [half('escalates', rule('escalate', 'clusterroles', RBAC)), half('updates', rule('update', 'clusterroles', RBAC))],
      [jane],
    );
    const risks = index.policy.roles.map((role) => scale.ofRole(role, '').risk);
    expect(risks).not.toContain('critical');
    expect(scale.ofPrincipal(jane)?.risk).toBe('critical');
  });

  test('is nobody of ours: the words never speak of those who were thought of to weigh roles', () => {
    for (const each of [
      rule('*', '*', '*'),
      rule('create', 'pods'),
      rule('impersonate', 'groups'),
      rule('escalate,update', 'clusterroles', RBAC),
      rule('bind,create', 'clusterroles,clusterrolebindings', RBAC),
    ])
      expect(weigh([each], '', [root]).because).not.toContain('probe');
  });
});

test('the gravest of several rules counts, and says where', () => {
  expect(weigh([rule('get', 'pods'), rule('get', 'secrets'), rule('update', 'configmaps')], 'shop')).toEqual({
    risk: 'medium',
    because: 'reads Secrets, in namespace shop',
  });
  expect(weigh([], 'shop')).toEqual({ risk: 'none', because: 'grants nothing' });
});
