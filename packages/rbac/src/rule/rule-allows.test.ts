import { expect, test } from 'vitest';
import { resourceRequest, urlRequest, type Request } from '../request.ts';
import { rule, urls } from '../testing/rules.ts';
import { policyRule, type PolicyRule } from './policy-rule.ts';
import { ruleAllows } from './rule-allows.ts';

/** A request as the tests write it: `get apps pods/log web`, with a dash for what is empty; or `get /healthz`. */
function asked(text: string): Request {
  const [verb = '', ...rest] = text.split(' ').map((word) => (word === '-' ? '' : word));
  const [first = '', second, name = ''] = rest;
  if (second === undefined) return urlRequest(verb, first);
  const [resource = '', subresource = ''] = second.split('/');
  return resourceRequest({ verb, group: first, resource, subresource, name });
}

/** Both of everything, or a list. */
function each(...words: readonly (readonly string[])[]): readonly string[] {
  return words.reduce((texts, list) => texts.flatMap((text) => list.map((word) => `${text} ${word}`.trim())), ['']);
}

const VERBS = ['verb1', 'verb2'];
const GRID = each(VERBS, ['group1', 'group2'], ['resource1', 'resource2']);
const SUBRESOURCES = each(VERBS, [
  'group1 resource1/subresource1',
  'group2 resource1/subresource2',
  'group1 resource2/subresource1',
  'group2 resource2/subresource1',
]);
const FOO = each(VERBS, ['/foo', '/foo/bar', '/foo/baz', '/foo/bar/one', '/foo/baz/one']);
const BELOW_FOO = each(
  ['verb1'],
  [
    '/foo',
    '/foo/bar',
    '/foo/baz',
    '/foo/bar/one',
    '/foo/baz/one',
    '/notfoo',
    '/notfoo/bar',
    '/notfoo/baz',
    '/notfoo/bar/one',
    '/notfoo/baz/one',
  ],
);

/** Rules, what is asked, and what of it they allow: the cases of TestRuleMatches in rbac_test.go. */
const UPSTREAM: readonly (readonly [what: string, rule: PolicyRule, asked: readonly string[], allowed: readonly string[]])[] = [
  ['every verb', rule('*', 'group1', 'resource1'), GRID, each(VERBS, ['group1 resource1'])],
  ['every group', rule('verb1', '*', 'resource1'), GRID, ['verb1 group1 resource1', 'verb1 group2 resource1']],
  ['every resource', rule('verb1', 'group1', '*'), GRID, ['verb1 group1 resource1', 'verb1 group1 resource2']],
  ['two of each', rule('verb1,verb2', 'group1,group2', 'resource1,resource2'), GRID, GRID],
  ['a subresource', rule('*', '*', 'resource1/subresource1'), SUBRESOURCES, each(VERBS, ['group1 resource1/subresource1'])],
  ['every URL', urls('verb1', '*'), FOO, FOO.filter((request) => request.startsWith('verb1'))],
  ['URLs below one', urls('verb1', '/foo/*'), BELOW_FOO, BELOW_FOO.filter((request) => request.includes(' /foo/'))],
  ['two URLs', urls('*', '/foo,/foo/bar/one'), FOO, each(VERBS, ['/foo', '/foo/bar/one'])],
];

test.each(UPSTREAM)('%s', (_, of, requests, allowed) => {
  expect(requests.filter((request) => ruleAllows(of, asked(request))).toSorted()).toEqual([...allowed].toSorted());
});

test('upstream has 70 such requests', () => {
  expect(UPSTREAM.flatMap(([, , requests]) => requests)).toHaveLength(70);
});

test.each<[PolicyRule, string, boolean]>([
  [rule('get', 'core', 'pods'), 'get - pods/log', false],
  [rule('get', 'core', 'pods/*'), 'get - pods/log', false],
  [rule('get', 'core', 'pods/*'), 'get - pods', false],
  [rule('get', 'core', 'pods/*'), 'get - pods/*', true],
  [rule('get', 'core', '*/*'), 'get - pods/log', false],
  [rule('get', 'core', '*/log'), 'get - pods/log', true],
  [rule('get', 'core', '*/log'), 'get - pods', false],
  [rule('get', 'core', '*/og'), 'get - pods/log', false],
  [rule('get', 'core', '*'), 'get - pods/log', true],
  [rule('get', 'core', 'Pods'), 'get - pods', false],
  [rule('GET', 'core', 'pods'), 'get - pods', false],
  [rule('get', 'apps/v1', 'deployments'), 'get apps deployments', false],
  [rule('get', '', 'pods'), 'get - pods', false],
  [rule('get', 'core', 'pods'), '* - pods', false],
  [rule('*', 'core', 'pods'), '* - pods', true],
  [rule('get', 'core', 'pods'), 'get * pods', false],
  [rule('get', 'core', 'pods'), 'get - *', false],
  [rule('get', 'core', 'pods', 'web'), 'get - pods web', true],
  [rule('get', 'core', 'pods', 'web'), 'get - pods', false],
  [rule('get', 'core', 'pods', 'w*'), 'get - pods web', false],
  [rule('get', 'core', 'pods', '*'), 'get - pods web', false],
  [policyRule({ ...rule('list', 'core', 'pods'), resourceNames: [''] }), 'list - pods', true],
  [policyRule({ ...rule('list', 'core', 'pods'), resourceNames: [''] }), 'list - pods web', false],
  [rule('__proto__', 'constructor', 'toString'), '__proto__ constructor toString', true],
  [rule('get', 'core', 'pods'), 'constructor - pods', false],
  [urls('get', '/foo*'), 'get /foobar', true],
  [urls('get', '/foo**'), 'get /foobar', true],
  [urls('get', '**'), 'get /foobar', true],
  [urls('get', '/a/*/b'), 'get /a/x/b', false],
  [urls('get', '/a/*/b*'), 'get /a/*/bc', true],
  [urls('get', '/foo*'), 'get /Foo', false],
  [urls('get', '/foo'), 'get /foo/', false],
  [rule('*', '*', '*'), 'get /foo', false],
  [urls('*', '*'), 'get - pods', false],
])('%o on "%s": %s', (of, request, allowed) => {
  expect(ruleAllows(of, asked(request))).toBe(allowed);
});
