import { describe, expect, test } from 'vitest';
import { policyRule, type PolicyRule } from '../rule/policy-rule.ts';
import { rule, urls } from '../testing/rules.ts';
import { breakdown } from './breakdown.ts';
import { coverOf, covers, urlCovers } from './covers.ts';

interface Case {
  readonly title: string;
  readonly owner: readonly PolicyRule[];
  readonly servant: readonly PolicyRule[];
  readonly uncovered?: readonly PolicyRule[];
}

const perGroup = (group: string): readonly PolicyRule[] => [
  rule('delete', group, 'deployments'),
  rule('delete', group, 'builds'),
  rule('update', group, 'builds,deployments'),
];
const twoGroups = [...perGroup('group1'), ...perGroup('group2')];
const bothGroups = [rule('delete,update', 'group1,group2', 'builds,deployments')];
const buildsAndUrl = { ...rule('get', 'v1', 'builds'), nonResourceURLs: ['/apis'] };

/** The cases of policy_comparator_test.go. */
const UPSTREAM: readonly Case[] = [
  { title: 'the same', owner: [rule('get', 'v1', 'builds')], servant: [rule('get', 'v1', 'builds')] },
  { title: 'a subresource of everything', owner: [rule('get', 'v1', '*/scale')], servant: [rule('get', 'v1', 'foo/scale')] },
  {
    title: 'several rules cover one',
    owner: perGroup('v1'),
    servant: [rule('delete,update', 'v1', 'builds,deployments')],
  },
  { title: 'rules of several groups cover one', owner: twoGroups, servant: bothGroups },
  { title: 'one rule covers those of several groups', owner: bothGroups, servant: twoGroups },
  {
    title: 'one verb of one resource lacks',
    owner: [rule('delete,update', 'v1', 'builds,deployments'), rule('delete', 'v1', 'pods')],
    servant: [rule('delete,update', 'v1', 'builds,deployments,pods')],
    uncovered: [rule('update', 'v1', 'pods')],
  },
  { title: 'all groups cover some', owner: [rule('get', '*', 'roles')], servant: [rule('get', 'group1,group2', 'roles')] },
  {
    title: 'a group does not cover all',
    owner: [rule('get', 'dummy-group', 'roles')],
    servant: [rule('get', '*', 'roles')],
    uncovered: [rule('get', '*', 'roles')],
  },
  { title: 'all groups cover all', owner: [rule('get', '*', 'roles')], servant: [rule('get', '*', 'roles')] },
  { title: 'all verbs cover some', owner: [rule('*', 'v1', 'roles')], servant: [rule('watch,list', 'v1', 'roles')] },
  {
    title: 'verbs do not cover all',
    owner: [rule('get,list,watch,create,update,delete,exec', 'v1', 'roles')],
    servant: [rule('*', 'v1', 'roles')],
    uncovered: [rule('*', 'v1', 'roles')],
  },
  { title: 'all verbs cover all', owner: [rule('*', 'v1', 'roles')], servant: [rule('*', 'v1', 'roles')] },
  {
    title: 'all resources cover one',
    owner: [rule('get', 'v1', '*')],
    servant: [rule('get', 'v1', 'resourcegroup:deployments')],
  },
  {
    title: 'resources do not cover all',
    owner: [rule('get', 'v1', 'roles,resourcegroup:deployments')],
    servant: [rule('get', 'v1', '*')],
    uncovered: [rule('get', 'v1', '*')],
  },
  { title: 'all resources cover all', owner: [rule('get', 'v1', '*')], servant: [rule('get', 'v1', '*')] },
  { title: 'no names cover some', owner: [rule('get', 'v1', 'pods')], servant: [rule('get', 'v1', 'pods', 'foo,bar')] },
  {
    title: 'names do not cover none',
    owner: [rule('get', 'v1', 'pods', 'foo,bar')],
    servant: [rule('get', 'v1', 'pods')],
    uncovered: [rule('get', 'v1', 'pods')],
  },
  { title: 'the same URL', owner: [urls('*', '/apis')], servant: [urls('*', '/apis')] },
  { title: 'all URLs', owner: [urls('*', '*')], servant: [urls('*', '/apis,/apis/v1,/')] },
  {
    title: 'a star after a slash does not cover what is before the slash',
    owner: [urls('*', '/apis/*')],
    servant: [urls('get', '/apis,/apis/v1')],
    uncovered: [urls('get', '/apis')],
  },
  { title: 'a star after a slash', owner: [urls('*', '/apis/*')], servant: [urls('get', '/apis/v1/foo,/apis/v1')] },
  { title: 'URLs beside resources', owner: [buildsAndUrl], servant: [buildsAndUrl] },
  {
    title: 'URLs beside resources that lack',
    owner: [rule('get', 'v1', 'builds')],
    servant: [buildsAndUrl],
    uncovered: [urls('get', '/apis')],
  },
];

/** Read from the source, where upstream has no case. */
const OURS: readonly Case[] = [
  {
    title: 'verbs of one rule and the resource of another make no rule',
    owner: [rule('get', 'core', 'pods'), rule('list', 'core', 'secrets')],
    servant: [rule('list', 'core', 'pods')],
    uncovered: [rule('list', 'core', 'pods')],
  },
  { title: 'nobody may hand out what grants nothing', owner: [], servant: [rule('', 'core', 'pods'), rule('get', '', 'pods')] },
  {
    title: 'one name of two',
    owner: [rule('get', 'core', 'pods', 'foo')],
    servant: [rule('get', 'core', 'pods', 'foo,bar')],
    uncovered: [rule('get', 'core', 'pods', 'bar')],
  },
  {
    title: 'a subresource with a slash in it',
    owner: [rule('get', 'core', '*/b/c,*/c')],
    servant: [rule('get', 'core', 'a/b/c,a/c,a/d/c')],
    uncovered: [rule('get', 'core', 'a/d/c')],
  },
  {
    title: 'a rule with names covers none of its own URLs',
    owner: [{ ...rule('get', 'core', 'pods', 'foo'), nonResourceURLs: ['/a'] }],
    servant: [{ ...rule('get', 'core', 'pods', 'foo'), nonResourceURLs: ['/a'] }],
    uncovered: [urls('get', '/a')],
  },
  {
    title: 'star before a subresource is no star after it',
    owner: [rule('get', 'core', 'pods/*')],
    servant: [rule('get', 'core', 'pods/log')],
    uncovered: [rule('get', 'core', 'pods/log')],
  },
];

describe.each([
  ['as upstream has it', UPSTREAM],
  ['ours', OURS],
] as const)('%s', (_, cases) => {
  test.each(cases)('$title', ({ owner, servant, uncovered = [] }) => {
    expect(coverOf(owner, servant).uncovered).toEqual(uncovered);
    expect(covers(owner, servant)).toBe(uncovered.length === 0);
  });
});

test('what is held tells by which rule', () => {
  const { held } = coverOf(
    [rule('get', 'core', 'pods'), rule('*', '*', '*')],
    [rule('get', 'core', 'pods'), rule('list', 'core', 'pods')],
  );
  expect(held).toEqual([
    { piece: rule('get', 'core', 'pods'), owner: 0 },
    { piece: rule('list', 'core', 'pods'), owner: 1 },
  ]);
});

test.each([
  ['*', '', true],
  ['*', '/', true],
  ['*', '/api', true],
  ['/*', '', false],
  ['/*', '/', true],
  ['/*', '/foo', true],
  ['/api', '/api', true],
  ['/apis', '/api', false],
  ['/api/v1', '/api', false],
  ['/api/v1', '/api/v1', true],
  ['/api/*', '/api/v1', true],
  ['/api/*', '/api', false],
  ['/api/*/*', '/api/v1', false],
  ['/*/v1/*', '/api/v1', false],
])('the URL %j covers %j: %s', (owner, wanted, expected) => {
  expect(urlCovers(owner, wanted)).toBe(expected);
});

test('a rule breaks down into one verb of one resource, each name apart, and its URLs', () => {
  const both = policyRule({ ...rule('get', 'core,apps', 'pods', 'a,b'), nonResourceURLs: ['/x'] });
  expect(breakdown(both)).toEqual([
    rule('get', 'core', 'pods', 'a'),
    rule('get', 'core', 'pods', 'b'),
    rule('get', 'apps', 'pods', 'a'),
    rule('get', 'apps', 'pods', 'b'),
    urls('get', '/x'),
  ]);
});
