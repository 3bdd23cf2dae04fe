import { expect, test } from 'vitest';
import { loadSchema } from '../load-schema.ts';
import { problemsOf } from './problems.ts';

const schema = await loadSchema(37);

/** `path: problem` of what the server reads and then refuses. */
function problems(apiVersion: string, kind: string, value: object, partial = false): readonly string[] {
  const type = schema.kind(apiVersion, kind)?.type;
  if (type === undefined) throw new Error(`no ${kind}`);
  const whole = { apiVersion, kind, metadata: { name: 'a' }, ...value };
  return problemsOf(whole, type, {
    formats: { isQuantity: () => true, isLabelKey: () => true, isLabelValue: () => true },
    partial,
  }).map(({ at, problem }) => `${at.join('.')}: ${problem}`);
}

const pod = (container: object): object => ({ spec: { containers: [{ name: 'a', image: 'b', ...container }] } });

test('what the server demands is missing where it is not there, null or empty', () => {
  expect(problems('v1', 'Pod', pod({}))).toEqual([]);
  expect(problems('v1', 'Pod', {})).toEqual(['spec: missing-field']);
  expect(problems('v1', 'Pod', { spec: {} })).toEqual(['spec.containers: missing-field']);
  expect(problems('v1', 'Pod', { spec: { containers: [] } })).toEqual(['spec.containers: missing-field']);
  expect(problems('v1', 'Pod', pod({ image: '', env: [{ name: null }] }))).toEqual([
    'spec.containers.0.env.0.name: missing-field',
    'spec.containers.0.image: missing-field',
  ]);
});

test('what OpenAPI calls required may be missing', () => {
  expect(problems('rbac.authorization.k8s.io/v1', 'ClusterRole', {})).toEqual([]);
  expect(problems('networking.k8s.io/v1', 'NetworkPolicy', { spec: {} })).toEqual([]);
  expect(problems('v1', 'Pod', { spec: { containers: [{ name: 'a', image: 'b' }], ephemeralContainers: null } })).toEqual([]);
});

test('a part of an object lacks nothing, and has wrong values all the same', () => {
  expect(problems('v1', 'Pod', { spec: { containers: [{ imagePullPolicy: 'always' }] } }, true)).toEqual([
    'spec.containers.0.imagePullPolicy: unsupported-value',
  ]);
});

test('an enumeration takes its values, and an empty text as none', () => {
  expect(problems('v1', 'Pod', pod({ imagePullPolicy: 'Always', terminationMessagePolicy: '' }))).toEqual([]);
  expect(problems('networking.k8s.io/v1', 'NetworkPolicy', { spec: { policyTypes: ['Ingress', 'egress'] } })).toEqual([
    'spec.policyTypes.1: unsupported-value',
  ]);
});

test('the validation takes fewer values than the type has, or a few where the type has none', () => {
  const webhook = { name: 'a.b.c', clientConfig: { url: 'https://a' }, admissionReviewVersions: ['v1'] };
  const configuration = (sideEffects: string): object => ({ webhooks: [{ ...webhook, sideEffects }] });
  const api = 'admissionregistration.k8s.io/v1';
  expect(problems(api, 'ValidatingWebhookConfiguration', configuration('None'))).toEqual([]);
  expect(problems(api, 'ValidatingWebhookConfiguration', configuration('Some'))).toEqual([
    'webhooks.0.sideEffects: unsupported-value',
  ]);
  const binding = { roleRef: { kind: 'role', name: 'a' } };
  expect(problems('rbac.authorization.k8s.io/v1', 'RoleBinding', binding)).toEqual(['roleRef.kind: unsupported-value']);
});

test('a status is read and not validated', () => {
  expect(problems('v1', 'Pod', { ...pod({}), status: { phase: 'Nonsense', conditions: [{}] } })).toEqual([]);
  expect(problems('v1', 'Pod', { ...pod({}), status: { nonsense: 1 } })).toEqual(['status.nonsense: unknown-field']);
});
