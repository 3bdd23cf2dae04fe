import { policyRule, type PolicyRule } from '@bulwark/rbac';
import { describe, expect, test } from 'vitest';
import { weigh, type Risk } from './risk.ts';

const rule = (verbs: string, resources: string, group = '', names: readonly string[] = []): PolicyRule =>
  policyRule({ verbs: verbs.split(','), apiGroups: [group], resources: resources.split(','), resourceNames: names });
const RBAC = 'rbac.authorization.k8s.io';
const HOOKS = 'admissionregistration.k8s.io';

describe('what a rule weighs in the whole cluster, and in one namespace', () => {
  test.for<[PolicyRule, Risk, Risk]>([
    [rule('*', '*', '*'), 'critical', 'high'],
    [rule('get,patch', '*', '*'), 'critical', 'high'],
    [rule('get', '*', '*'), 'high', 'high'],
    [rule('escalate', 'clusterroles', RBAC), 'critical', 'high'],
    [rule('bind', 'clusterroles', RBAC, ['view']), 'high', 'high'],
    [rule('impersonate', 'users'), 'critical', 'high'],
    [rule('impersonate', 'groups'), 'medium', 'medium'],
    [rule('patch', 'mutatingwebhookconfigurations', HOOKS), 'critical', 'medium'],
    [rule('get', 'mutatingwebhookconfigurations', HOOKS), 'low', 'low'],
    [rule('get', 'secrets'), 'high', 'high'],
    [rule('get', 'secrets', '', ['db']), 'medium', 'medium'],
    [rule('deletecollection', 'secrets'), 'high', 'high'],
    [rule('create', 'secrets'), 'medium', 'medium'],
    [rule('get', 'secrets', 'apps'), 'low', 'low'],
    [rule('create', '*/exec'), 'high', 'high'],
    [rule('create', 'pods/*'), 'medium', 'medium'],
    [rule('create', 'pods'), 'high', 'high'],
    [rule('create', 'deployments', 'apps'), 'high', 'high'],
    [rule('create', 'deployments'), 'medium', 'medium'],
    // By server-side apply, and by PUT, an object is created with its name.
    [rule('create', 'pods', '', ['one']), 'high', 'high'],
    [rule('get', 'nodes/proxy'), 'high', 'low'],
    [rule('create', 'serviceaccounts/token', '', ['api']), 'high', 'high'],
    [rule('create,update', 'leases', 'coordination.k8s.io'), 'low', 'low'],
    [rule('create,update', 'leases,configmaps'), 'medium', 'medium'],
    [rule('get,list', 'pods'), 'low', 'low'],
    [policyRule({ verbs: ['get'], nonResourceURLs: ['/metrics'] }), 'low', 'low'],
    [policyRule({ verbs: ['get'], resources: ['secrets'] }), 'none', 'none'],
    [policyRule({ resources: ['secrets'], apiGroups: [''] }), 'none', 'none'],
  ])('%o: %s and %s', ([each, everywhere, inOne]) => {
    expect(weigh([each], '').risk).toBe(everywhere);
    expect(weigh([each], 'shop').risk).toBe(inOne);
  });
});

test('the gravest of several rules counts, and says where', () => {
  expect(weigh([rule('get', 'pods'), rule('get', 'secrets'), rule('update', 'configmaps')], 'shop')).toEqual({
    risk: 'high',
    because: 'reads secrets, in namespace shop',
  });
  expect(weigh([], 'shop')).toEqual({ risk: 'none', because: 'grants nothing' });
});
