import type { Json, JsonObject, KubeObject } from '@bulwark/model';
import { expect, test } from 'vitest';
import type { PolicyRule } from '../rule/policy-rule.ts';
import { roleObject } from '../testing/policy.ts';
import { rule } from '../testing/rules.ts';
import { readPolicy } from './read-policy.ts';

const hammer = [rule('hammer', '', 'nails'), rule('hammer', '', 'wedges')];
const chisel = [rule('chisel', '', 'mortises')];
const saw = [rule('saw', '', 'boards')];

const labelled = (name: string, foo: string, rules: readonly PolicyRule[]): KubeObject =>
  roleObject(name, rules, {}, { labels: { foo } });
const gathers = (
  name: string,
  selectors: readonly Json[],
  rules: readonly PolicyRule[] = [],
  meta: JsonObject = {},
): KubeObject => roleObject(name, rules, { aggregationRule: { clusterRoleSelectors: selectors } }, meta);
const foo = (value: string): JsonObject => ({ matchLabels: { foo: value } });
const rulesOf = (objects: readonly KubeObject[], name = 'combined'): readonly PolicyRule[] | undefined =>
  readPolicy(objects)
    .role('', name)
    ?.rules.map((one) => one.rule);

/** The cases of clusterroleaggregation_controller_test.go; of the second see below what comes of it. */
test.each<[string, readonly KubeObject[], readonly PolicyRule[]]>([
  ['overwrites dead rules', [labelled('hammer', 'bar', hammer), gathers('combined', [foo('bar')], saw)], hammer],
  [
    'by name',
    [
      labelled('hammer', 'bar', hammer),
      labelled('chisel', 'bar', chisel),
      labelled('saw', 'not-bar', saw),
      gathers('combined', [foo('bar')]),
    ],
    [...chisel, ...hammer],
  ],
  [
    'by several selectors',
    [
      labelled('hammer', 'bar', hammer),
      labelled('chisel', 'bar', chisel),
      labelled('saw', 'not-bar', saw),
      gathers('combined', [foo('bar'), foo('not-bar')]),
    ],
    [...chisel, ...hammer, ...saw],
  ],
  [
    'each rule once',
    [
      labelled('hammer', 'bar', hammer),
      labelled('chisel', 'bar', chisel),
      labelled('saw', 'bar', saw),
      labelled('other-saw', 'not-bar', saw),
      gathers('combined', [foo('bar'), foo('not-bar')]),
    ],
    [...chisel, ...hammer, ...saw],
  ],
  ['nothing new', [labelled('hammer', 'bar', hammer), gathers('combined', [foo('bar')], hammer)], hammer],
])('gathers %s', (_, objects, expected) => {
  expect(rulesOf(objects)).toEqual(expected);
  expect(rulesOf(objects.toReversed())).toEqual(expected);
});

/** Upstream’s “strip rules” looks at what the controller applies, which is no rules; who wrote the others keeps them. */
test('what is written stays where there is nothing to write over it', () => {
  const objects = [labelled('hammer', 'not-bar', hammer), gathers('combined', [foo('bar')], hammer)];
  expect(rulesOf(objects)).toEqual(hammer);
  expect(readPolicy(objects).role('', 'combined')?.rules[0]?.from).toBeUndefined();
});

test('a role without selectors gathers nothing, an empty selector everything but the role itself', () => {
  const hammerRole = labelled('hammer', 'bar', hammer);
  expect(rulesOf([hammerRole, roleObject('combined', [], { aggregationRule: {} })])).toEqual([]);
  expect(rulesOf([hammerRole, roleObject('shop/saw', saw), gathers('combined', [{}])])).toEqual(hammer);
  expect(rulesOf([hammerRole, gathers('combined', [null], [], { labels: { foo: 'bar' } })])).toEqual(hammer);
});

test('roles that gather from those that gather', () => {
  const objects = [
    gathers('combined', [foo('middle')]),
    gathers('middle-b', [foo('bar')], [], { labels: { foo: 'middle' } }),
    gathers('middle-a', [foo('not-bar')], [], { labels: { foo: 'middle' } }),
    labelled('hammer', 'bar', hammer),
    labelled('saw', 'not-bar', saw),
  ];
  expect(rulesOf(objects)).toEqual([...saw, ...hammer]);
  const sources = readPolicy(objects)
    .role('', 'combined')
    ?.rules.map(({ from, index }) => [from?.name, index]);
  expect(sources).toEqual([
    ['saw', 0],
    ['hammer', 0],
    ['hammer', 1],
  ]);
});

test('the order of rules comes to rest too', () => {
  const objects = [
    gathers('a-last', [foo('x'), foo('y')], [], { labels: { foo: 'z' } }),
    labelled('hammer', 'y', hammer),
    gathers('first', [foo('q')], [], { labels: { foo: 'x' } }),
    labelled('saw', 'q', saw),
    gathers('combined', [foo('z')]),
  ];
  expect(rulesOf(objects)).toEqual([...saw, ...hammer]);
});

test('roles in a circle get what comes from outside', () => {
  const objects = [
    gathers('combined', [foo('a')], [], { labels: { foo: 'b' } }),
    gathers('other', [foo('b'), foo('bar')], [], { labels: { foo: 'a' } }),
    labelled('hammer', 'bar', hammer),
  ];
  expect(rulesOf(objects)).toEqual(hammer);
  expect(rulesOf(objects, 'other')).toEqual(hammer);
});

test('a long row of them is no matter', () => {
  const count = 1500;
  const row = Array.from({ length: count }, (_, at) => gathers(`r${at}`, [foo(`l${at + 1}`)], [], { labels: { foo: `l${at}` } }));
  expect(rulesOf([...row, labelled('hammer', `l${count}`, hammer)], 'r0')).toEqual(hammer);
});

test('what a cluster has filled in is taken as it is', () => {
  const objects = [labelled('hammer', 'bar', hammer), gathers('combined', [foo('bar')], saw)];
  expect(
    readPolicy(objects, { aggregated: true })
      .role('', 'combined')
      ?.rules.map((one) => one.rule),
  ).toEqual(saw);
});
