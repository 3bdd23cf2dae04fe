import type { Json, JsonObject } from '@bulwark/model';
import { expect, test } from 'vitest';
import { isAdmissionConfiguration, podSecurityPlugin } from './admission-configuration.ts';
import { DEFAULT_CONFIGURATION } from './configuration.ts';
import { readConfiguration } from './pod-security-configuration.ts';

const configuration = (members: JsonObject, version = 'v1'): Json => ({
  apiVersion: `pod-security.admission.config.k8s.io/${version}`,
  kind: 'PodSecurityConfiguration',
  ...members,
});
const textsOf = (value: Json): readonly string[] => readConfiguration(value).problems.map(({ text }) => text);

test('nothing is the default: everything is privileged, nobody is exempt', () => {
  expect(readConfiguration(undefined)).toEqual({ configuration: DEFAULT_CONFIGURATION, problems: [] });
  expect(readConfiguration(configuration({}))).toEqual({ configuration: DEFAULT_CONFIGURATION, problems: [] });
  expect(readConfiguration(configuration({ defaults: { enforce: '', warn: null }, exemptions: null })).problems).toEqual([]);
});

test.each(['v1', 'v1beta1', 'v1alpha1'])('%s is read', (version) => {
  const value = configuration(
    {
      defaults: { enforce: 'baseline', 'enforce-version': 'v1.7', warn: 'restricted' },
      exemptions: { usernames: ['alice', 'bob'], namespaces: ['kube-system'], runtimeClasses: ['a.b'] },
    },
    version,
  );
  const { configuration: read, problems } = readConfiguration(value);
  expect(problems).toEqual([]);
  expect(read.defaults.enforce).toEqual({ level: 'baseline', version: { text: 'v1.7', minor: 7 } });
  expect([read.defaults.warn.level, read.defaults.audit.level]).toEqual(['restricted', 'privileged']);
  expect(read.exemptions).toEqual({ usernames: ['alice', 'bob'], namespaces: ['kube-system'], runtimeClasses: ['a.b'] });
});

test.each<[Json, string]>([
  [{ kind: 'PodSecurityConfiguration' }, "'apiVersion' is missing"],
  [{ apiVersion: 'pod-security.admission.config.k8s.io/v1' }, "'Kind' is missing"],
  [configuration({}, 'v99'), 'pod-security.admission.config.k8s.io/v99'],
  [{ apiVersion: 'apps/v1', kind: 'PodSecurityConfiguration' }, 'apps/v1'],
  [{ apiVersion: 'pod-security.admission.config.k8s.io/v1', kind: 'SomeConfiguration' }, 'SomeConfiguration'],
  [configuration({ deflaults: {} }), 'unknown field "deflaults"'],
  [configuration({ defaults: { enforceVersion: 'v1.7' } }), 'unknown field "defaults.enforceVersion"'],
  [configuration({ defaults: 5 }), 'defaults must be a map'],
  [configuration({ defaults: { enforce: 5 } }), 'defaults.enforce must be text'],
  [configuration({ exemptions: { namespaces: 'x' } }), 'exemptions.namespaces must be a list'],
  [configuration({ exemptions: { usernames: [5] } }), 'exemptions.usernames[0] must be text'],
  ['text', "'Kind' is missing"],
])('%j is refused', (value, text) => {
  expect(textsOf(value)).toEqual([expect.stringContaining(text)]);
});

test('wrong values are told as the server tells them, in its order', () => {
  const value = configuration({
    defaults: { audit: 'none', enforce: 'none', 'warn-version': '1.2' },
    exemptions: {
      usernames: ['', 'a', 'a'],
      namespaces: ['kube-system', 'A', 'kube-system', 'a.b', 'x'.repeat(64)],
      runtimeClasses: ['a..b', 'a', 'a'],
    },
  });
  expect(textsOf(value)).toEqual([
    'defaults.enforce: Invalid value: "none": must be one of privileged, baseline, restricted',
    'defaults.warn-version: Invalid value: "1.2": must be "latest" or "v1.x"',
    'defaults.audit: Invalid value: "none": must be one of privileged, baseline, restricted',
    String.raw`exemptions.namespaces[1]: Invalid value: "A": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`,
    'exemptions.namespaces[2]: Duplicate value: "kube-system"',
    'exemptions.namespaces[3]: Invalid value: "a.b": must not contain dots',
    `exemptions.namespaces[4]: Invalid value: "${'x'.repeat(64)}": must be no more than 63 characters`,
    String.raw`exemptions.runtimeClasses[0]: Invalid value: "a..b": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
    'exemptions.runtimeClasses[2]: Duplicate value: "a"',
    'exemptions.usernames[0]: Invalid value: "": username must not be empty',
    'exemptions.usernames[2]: Duplicate value: "a"',
  ]);
});

test('an AdmissionConfiguration holds it, or names its file', () => {
  const own = configuration({});
  const file = (...plugins: readonly Json[]): Json => ({
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'AdmissionConfiguration',
    plugins,
  });
  const other = { name: 'EventRateLimit', path: 'limits.yaml' };
  expect(isAdmissionConfiguration(file())).toBe(true);
  expect(isAdmissionConfiguration(own)).toBe(false);
  expect(podSecurityPlugin(file(other, { name: 'PodSecurity', path: 'x', configuration: own }))).toEqual({
    configuration: own,
    at: ['plugins', 1, 'configuration'],
    path: undefined,
    problems: [],
  });
  expect(podSecurityPlugin(file({ name: 'PodSecurity', path: 'pss.yaml' })).path).toBe('pss.yaml');
  for (const none of [file(other), file(), file({ name: 'PodSecurity' }), file(5, null)]) {
    expect(podSecurityPlugin(none)).toMatchObject({ configuration: undefined, path: undefined, problems: [] });
  }
  for (const wrong of [
    { kind: 'AdmissionConfiguration', apiVersion: 'v1' },
    { kind: 'AdmissionConfiguration', apiVersion: 'apiserver.config.k8s.io/v1', plugins: {} },
    file({ name: 'PodSecurity', configuration: 'x' }),
  ]) {
    expect(podSecurityPlugin(wrong).problems).toHaveLength(1);
  }
});
