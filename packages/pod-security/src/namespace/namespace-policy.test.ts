import { describe, expect, test } from 'vitest';
import { LATEST, parseVersion } from '../version.ts';
import { parseLevel } from '../level.ts';
import { namespacePolicy } from './namespace-policy.ts';
import { areEquivalentPolicies, formatPolicy, isFullyPrivileged, PRIVILEGED_POLICY, type Policy } from './policy.ts';

/** `enforce=baseline enforce-version=v1.22` as labels. */
function labels(text: string): Record<string, string> {
  const pairs = text.split(' ').filter((pair) => pair !== '');
  return Object.fromEntries([
    ['other-label', 'foo-bar'],
    ...pairs.map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      return [`pod-security.kubernetes.io/${name}`, value];
    }),
  ]);
}

function policy(text: string): Policy {
  const [enforce, audit, warn] = text.split(' ').map((part) => {
    const [level = '', version = ''] = part.split(':');
    return { level: parseLevel(level) ?? 'privileged', version: parseVersion(version) ?? LATEST };
  });
  if (enforce === undefined || audit === undefined || warn === undefined) throw new Error(text);
  return { enforce, audit, warn };
}

describe('enforce, audit and warn', () => {
  test.each([
    ['', 'privileged:latest privileged:latest privileged:latest'],
    ['enforce=baseline', 'baseline:latest privileged:latest baseline:latest'],
    ['warn=restricted', 'privileged:latest privileged:latest restricted:latest'],
    ['audit=baseline', 'privileged:latest baseline:latest privileged:latest'],
    ['enforce=baseline warn=restricted', 'baseline:latest privileged:latest restricted:latest'],
    ['enforce=baseline enforce-version=v1.22', 'baseline:v1.22 privileged:latest baseline:v1.22'],
    ['enforce=baseline enforce-version=v1.22 warn-version=latest', 'baseline:v1.22 privileged:latest baseline:latest'],
    ['enforce=baseline warn-version=v1.23', 'baseline:latest privileged:latest baseline:v1.23'],
    ['enforce=baseline warn=privileged', 'baseline:latest privileged:latest privileged:latest'],
    [
      'enforce=baseline enforce-version=v1.20 warn=restricted warn-version=v1.21 audit=restricted audit-version=v1.22',
      'baseline:v1.20 restricted:v1.22 restricted:v1.21',
    ],
  ])('%s', (given, expected) => {
    expect(namespacePolicy(labels(given), PRIVILEGED_POLICY)).toEqual({ policy: policy(expected), problems: [] });
  });

  test.each([
    ['enforce=foo', 'restricted:latest privileged:latest privileged:latest', ['enforce']],
    ['enforce=baseline warn=foo', 'baseline:latest privileged:latest privileged:latest', ['warn']],
    ['audit=Restricted audit-version=1.34', 'privileged:latest privileged:latest privileged:latest', ['audit', 'audit-version']],
    ['enforce=restricted enforce-version=1.34', 'restricted:latest privileged:latest restricted:latest', ['enforce-version']],
    ['enforce=baseline warn-version=x', 'baseline:latest privileged:latest baseline:latest', ['warn-version']],
  ])('wrong: %s', (given, expected, wrong) => {
    const result = namespacePolicy(labels(given), PRIVILEGED_POLICY);
    expect(result.policy).toEqual(policy(expected));
    expect(result.problems.map(({ label }) => label)).toEqual(wrong.map((name) => `pod-security.kubernetes.io/${name}`));
  });

  test('the defaults of the cluster hold where the labels say nothing, and a looser level than theirs lowers no warning', () => {
    const defaults = policy('baseline:v1.30 restricted:v1.31 restricted:v1.32');
    expect(namespacePolicy({}, defaults).policy).toEqual(defaults);
    expect(namespacePolicy(labels('enforce=privileged'), defaults).policy).toEqual(
      policy('privileged:v1.30 restricted:v1.31 restricted:v1.32'),
    );
  });
});

test('wrong values are told as the server tells them', () => {
  const { problems } = namespacePolicy(labels('enforce=a"b warn-version=1.2'), PRIVILEGED_POLICY);
  expect(problems.map(({ text }) => text)).toEqual([
    String.raw`metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "a\"b": must be one of privileged, baseline, restricted`,
    'metadata.labels[pod-security.kubernetes.io/warn-version]: Invalid value: "1.2": must be "latest" or "v1.x"',
  ]);
});

test('a label that is no text is wrong, as the namespace never gets into the cluster with it', () => {
  const given = {
    'pod-security.kubernetes.io/enforce': true,
    'pod-security.kubernetes.io/enforce-version': 1.3,
    'pod-security.kubernetes.io/warn': null,
  };
  const { policy: read, problems } = namespacePolicy(given, PRIVILEGED_POLICY);
  expect(read).toEqual(policy('restricted:latest privileged:latest privileged:latest'));
  expect(problems.map(({ text }) => text)).toEqual([
    'metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: true: must be text: the API server refuses the namespace',
    'metadata.labels[pod-security.kubernetes.io/enforce-version]: Invalid value: 1.3: must be text: the API server refuses the namespace',
    'metadata.labels[pod-security.kubernetes.io/warn]: Invalid value: "": must be one of privileged, baseline, restricted',
  ]);
});

test('policies are equivalent where they do the same', () => {
  const privileged = policy('privileged:v1.20 privileged:v1.21 privileged:latest');
  const baseline = policy('privileged:latest baseline:latest privileged:latest');
  expect([privileged, baseline].map(isFullyPrivileged)).toEqual([true, false]);
  expect(areEquivalentPolicies(privileged, PRIVILEGED_POLICY)).toBe(true);
  expect(areEquivalentPolicies(privileged, baseline)).toBe(false);
  expect(formatPolicy(baseline, (mode) => mode !== 'warn')).toBe('enforce=privileged:latest, audit=baseline:latest');
});
