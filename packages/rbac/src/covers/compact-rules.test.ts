import { expect, test } from 'vitest';
import type { PolicyRule } from '../rule/policy-rule.ts';
import { rule, urls } from '../testing/rules.ts';
import { compactRules, ruleText } from './compact-rules.ts';
import { covers } from './covers.ts';

const withUrl = (url: string): PolicyRule => ({ ...rule('get', 'core', 'builds'), nonResourceURLs: [url] });
const twoGroups = [rule('get', 'core,builds.openshift.io', 'builds'), rule('list', 'core,builds.openshift.io', 'builds')];
const twoResources = [rule('get', 'core', 'builds,images'), rule('list', 'core', 'builds,images')];
const twoNames = [rule('get', 'core', 'builds', 'mybuild'), rule('list', 'core', 'builds', 'mybuild2')];
const unnamed: PolicyRule = { ...rule('patch', 'extensions', 'daemonsets'), resourceNames: [''] };

/** The cases of policy_compact_test.go. */
test.each<[string, readonly PolicyRule[], readonly PolicyRule[]]>([
  ['nothing', [], []],
  [
    'simple rules',
    [
      rule('get', 'core', 'builds'),
      rule('list', 'core', 'builds'),
      rule('update,patch', 'core', 'builds'),
      rule('create', 'extensions', 'daemonsets'),
      rule('delete', 'extensions', 'daemonsets'),
      unnamed,
      rule('get', 'extensions', 'daemonsets', 'foo'),
      rule('list', 'extensions', 'daemonsets', 'foo'),
      rule('educate', 'core', 'dolphins'),
      rule('', 'core', 'pirates'),
      rule('', 'core', 'pods'),
      rule('create', 'core', 'pods'),
    ],
    [
      rule('get,list,update,patch', 'core', 'builds'),
      rule('create,delete', 'extensions', 'daemonsets'),
      unnamed,
      rule('get,list', 'extensions', 'daemonsets', 'foo'),
      rule('educate', 'core', 'dolphins'),
      rule('', 'core', 'pirates'),
      rule('create', 'core', 'pods'),
    ],
  ],
  ['several groups', twoGroups, twoGroups],
  ['several resources', twoResources, twoResources],
  ['different names', twoNames, twoNames],
  ['URLs', [withUrl('/'), withUrl('/foo')], [withUrl('/'), withUrl('/foo')]],
])('compacts %s', (_, rules, expected) => {
  const before = structuredClone(rules);
  const compacted = compactRules(rules);
  expect(compacted).toEqual(expected);
  expect(rules).toEqual(before);
  expect([covers(compacted, rules), covers(rules, compacted)]).toEqual([true, true]);
});

/** The cases of TestIsSimpleResourceRule: what can be made one with another of its kind, by whether two of them become one. */
test.each<[string, PolicyRule, boolean]>([
  ['no verbs', rule('', 'core', 'builds'), true],
  ['one verb', rule('get', 'core', 'builds'), true],
  ['one empty name', { ...rule('get', 'core', 'builds'), resourceNames: [''] }, true],
  ['one name', rule('get', 'core', 'builds', 'foo'), true],
  ['several verbs', rule('get,list', 'core', 'builds'), true],
  ['nothing at all', rule('', '', ''), false],
  ['no group', rule('get', '', 'builds'), false],
  ['several groups', rule('get', 'a,b', 'builds'), false],
  ['no resource', rule('get', 'core', ''), false],
  ['several resources', rule('get', 'core', 'builds,images'), false],
  ['several names', rule('get', 'core', 'builds', 'foo,bar'), false],
  ['URLs', withUrl('/'), false],
])('is a rule with %s simple', (_, one, simple) => {
  expect(compactRules([one, one])).toHaveLength(simple ? 1 : 2);
});

test('the empty name and no name are not the same', () => {
  expect(compactRules([unnamed, rule('get', 'extensions', 'daemonsets')])).toHaveLength(2);
});

test('a rule reads as in the messages of the API server', () => {
  expect(ruleText(rule('get,list', 'core', 'pods', 'a"b'))).toBe(
    String.raw`{APIGroups:[""], Resources:["pods"], ResourceNames:["a\"b"], Verbs:["get" "list"]}`,
  );
  expect(ruleText(urls('*', '/a'))).toBe('{NonResourceURLs:["/a"], Verbs:["*"]}');
});
