import { kubeObject } from '@bulwark/model';
import { expect, test } from 'vitest';
import { readPolicy } from '../read/read-policy.ts';
import { resourceRequest } from '../request.ts';
import { authenticatedUser, serviceAccountName } from '../subject/user.ts';
import { bindingObject, policyOf, roleObject } from '../testing/policy.ts';
import { rule } from '../testing/rules.ts';
import type { Gap, Grant } from './decision.ts';
import { authorizeNaively } from './naive.ts';
import { RbacIndex } from './rbac-index.ts';

const READER = roleObject('reader', [rule('get', 'core', 'secrets')]);
const GET_IN_SHOP = resourceRequest({ verb: 'get', resource: 'secrets', namespace: 'shop', name: 'db' });
const API = authenticatedUser(serviceAccountName('shop', 'api'));
const WEB = authenticatedUser(serviceAccountName('shop', 'web'));

const told = (grant: Grant | string): string =>
  typeof grant === 'string' ? grant : `${grant.binding.namespace}/${grant.binding.name}#${grant.subject}`;
const gapText = ({ binding, subject, reason }: Gap): string => `${binding.name}#${subject}: ${reason}`;

test('an account is one, whether it is bound as User or as ServiceAccount', () => {
  const index = new RbacIndex(
    policyOf(
      READER,
      bindingObject('shop/one', 'ClusterRole/reader', ['User/nobody', 'ServiceAccount/api']),
      bindingObject('two', 'ClusterRole/reader', ['User/system:serviceaccount:shop:api']),
    ),
  );
  const { allowed } = index.whoCan(GET_IN_SHOP);
  expect(allowed.map(({ principal, grants }) => [principal.name, grants.map(told)])).toEqual([
    ['system:masters', ['system:masters']],
    ['system:serviceaccount:shop:api', ['/two#0', 'shop/one#1']],
    ['nobody', ['shop/one#0']],
  ]);
});

test('members are told with what their groups may, each binding once, by the first subject that means them', () => {
  const index = new RbacIndex(
    policyOf(
      READER,
      bindingObject('all', 'ClusterRole/reader', ['Group/system:serviceaccounts:shop', 'User/system:serviceaccount:shop:api']),
      bindingObject('shop/local', 'ClusterRole/reader', ['Group/system:authenticated']),
      bindingObject('masters', 'ClusterRole/reader', ['Group/system:masters']),
    ),
  );
  const root = authenticatedUser('root', ['system:masters']);
  const elsewhere = { name: 'ghost', groups: ['strangers'] };
  const { allowed } = index.whoCan(GET_IN_SHOP, { members: [WEB, API, root, elsewhere] });
  const byName = new Map(allowed.map(({ principal, grants }) => [principal.name, grants.map(told)]));
  expect(byName.get(API.name)).toEqual(['/all#0', 'shop/local#0']);
  expect(byName.get(WEB.name)).toEqual(['/all#0', 'shop/local#0']);
  expect(byName.get('root')).toEqual(['system:masters', '/masters#0', 'shop/local#0']);
  expect(byName.get('system:masters')).toEqual(['system:masters', '/masters#0']);
  expect(byName.has('ghost')).toBe(false);
  expect(index.whoCan(GET_IN_SHOP).allowed.map(({ principal }) => principal.name)).not.toContain(WEB.name);
});

test('the grants of an account stand in all namespaces, or in one', () => {
  const index = new RbacIndex(
    policyOf(
      READER,
      roleObject('web/reader', [rule('list', 'core', 'pods')]),
      bindingObject('shop/local', 'ClusterRole/reader', ['ServiceAccount/api']),
      bindingObject('web/foreign', 'Role/reader', ['User/system:serviceaccount:shop:api']),
      bindingObject('web/broken', 'Role/missing', ['User/system:serviceaccount:shop:api']),
      bindingObject('all', 'ClusterRole/reader', ['Group/system:serviceaccounts']),
    ),
  );
  const placed = (namespace?: string): string[] =>
    index.grantsOf(API, namespace).grants.map(({ binding, role }) => `${binding.namespace}/${binding.name}: ${role.kind}`);
  expect(placed()).toEqual(['/all: ClusterRole', 'shop/local: ClusterRole', 'web/foreign: Role']);
  expect(placed('web')).toEqual(['/all: ClusterRole', 'web/foreign: Role']);
  expect(placed('')).toEqual(['/all: ClusterRole']);
});

test('what is not known is said where it could change the answer', () => {
  const incomplete = readPolicy([
    READER,
    bindingObject('shop/missing', 'Role/unseen', ['User/bob', 'ServiceAccount/api']),
    bindingObject('web/missing', 'Role/unseen', ['ServiceAccount/api']),
    bindingObject('nonsense', 'Robot/unseen', ['Group/system:authenticated']),
    kubeObject({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'unreadable' },
      roleRef: { kind: 'ClusterRole', name: 'reader' },
      subjects: 'bob',
    }),
  ]);
  const index = new RbacIndex(incomplete);
  const gaps = ['unreadable#undefined: subjects is no list', 'missing#1: Role unseen is not among the manifests'];
  const decision = index.authorize(API, GET_IN_SHOP);
  expect(decision).toEqual(authorizeNaively(incomplete, API, GET_IN_SHOP));
  expect(decision.verdict === 'no-opinion' && decision.gaps.map(gapText)).toEqual(gaps);
  expect(index.rulesFor(API, 'shop').gaps.map(gapText)).toEqual(gaps);
  expect(index.grantsOf(API).gaps).toEqual(index.grantsOf(API, 'shop').gaps);
  expect(index.whoCan(GET_IN_SHOP).gaps.map(({ binding }) => binding.name)).toEqual(['unreadable', 'missing']);
  expect(new RbacIndex(policyOf(bindingObject('shop/missing', 'Role/unseen', ['ServiceAccount/api']))).grantsOf(API)).toEqual({
    grants: [],
    gaps: [],
  });
});
