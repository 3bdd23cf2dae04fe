import { kubeObject, type JsonObject } from '@bulwark/model';
import { expect, test } from 'vitest';
import { readPolicy } from './read-policy.ts';

const API = 'rbac.authorization.k8s.io/v1';

function role(name: string, labels: JsonObject, ...verbs: readonly string[]): JsonObject {
  const rules = verbs.map((verb) => ({ verbs: [verb], apiGroups: [''], resources: ['pods'] }));
  return { apiVersion: API, kind: 'ClusterRole', metadata: { name, labels }, rules };
}

function sum(name: string, labels: JsonObject, ...selectors: readonly JsonObject[]): JsonObject {
  return { ...role(name, labels, 'own'), aggregationRule: { clusterRoleSelectors: selectors } };
}

function verbsOf(name: string, ...objects: readonly JsonObject[]): readonly string[] | undefined {
  const policy = readPolicy(objects.map((object) => kubeObject(object)));
  return policy.role('', name)?.rules.flatMap(({ rule }) => rule.verbs);
}

const A = role('a', { part: 'yes' }, 'get', 'list');
const B = role('b', { part: 'no' }, 'list', 'watch');

test('rules stand in the order of the selectors and then of the names, each once, and what is written there is gone', () => {
  expect(verbsOf('s', sum('s', {}, { matchExpressions: [{ key: 'part', operator: 'Exists' }] }), B, A)).toEqual([
    'get',
    'list',
    'watch',
  ]);
  expect(verbsOf('s', sum('s', {}, { matchLabels: { part: 'no' } }, { matchLabels: { part: 'yes' } }), A, B)).toEqual([
    'list',
    'watch',
    'get',
  ]);
  expect(verbsOf('s', sum('s', { part: 'yes' }, { matchLabels: { part: 'never' } }), A)).toEqual([]);
});

test('the order is that of what the gathered roles gather, also where it is known last', () => {
  // `s` has all rules by itself before `t` has any, and stands before it.
  const s = sum('s', {}, { matchLabels: { layer: 'yes' } }, { matchExpressions: [{ key: 'part', operator: 'Exists' }] });
  const t = sum('t', { layer: 'yes' }, { matchLabels: { part: 'no' } });
  expect(verbsOf('s', A, B, s, t)).toEqual(['list', 'watch', 'get']);
});

test('an empty selector gathers all, and roles that gather each other have the same', () => {
  const objects = [A, B, sum('s', {}, {}), sum('t', {}, {})];
  expect(verbsOf('s', ...objects)?.toSorted()).toEqual(['get', 'list', 'watch']);
  expect(verbsOf('t', ...objects)?.toSorted()).toEqual(['get', 'list', 'watch']);
});
