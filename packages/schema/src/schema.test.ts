import { expect, test } from 'vitest';
import { loadSchema } from './load-schema.ts';
import type { SchemaType } from './schema-type.ts';

const newest = await loadSchema();
const oldest = await loadSchema(29);

test('a kind is found by its API version and its name, as one minor serves it', () => {
  expect(newest.kind('apps/v1', 'Deployment')).toMatchObject({ namespaced: true, resource: 'deployments', creatable: true });
  expect(newest.kind('v1', 'Node')).toMatchObject({ namespaced: false, resource: 'nodes' });
  expect(newest.kind('policy/v1', 'Eviction')).toMatchObject({ resource: 'pods/eviction' });
  expect(newest.kind('v1', 'ComponentStatus')).toMatchObject({ creatable: false });
  expect(newest.kind('flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema')).toBeUndefined();
  expect(oldest.kind('flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema')).toBeDefined();
  expect(newest.kind('apps/v1', 'DeploymentList')).toBeUndefined();
});

test.each([
  ['constructor', 'name'],
  ['__proto__', 'toString'],
  ['apps/v1', '__proto__'],
  ['', ''],
])('%s %s is no kind', (apiVersion, kind) => {
  expect(newest.kind(apiVersion, kind)).toBeUndefined();
  expect(newest.lifecycle(apiVersion, kind)).toBeUndefined();
});

/** The type at some fields below a definition, through lists and maps. */
function typeAt(type: SchemaType | undefined, ...fields: readonly string[]): SchemaType | undefined {
  let at = type;
  for (const name of fields) {
    while (at?.items !== undefined) at = at.items;
    at = at?.fields.get(name)?.type;
  }
  return at;
}

test.each([
  [['spec', 'replicas'], 'int32'],
  [['spec', 'template', 'spec', 'containers'], 'list'],
  [['spec', 'template', 'spec', 'containers', 'securityContext', 'runAsUser'], 'int64'],
  [['spec', 'template', 'spec', 'containers', 'securityContext', 'privileged'], 'boolean'],
  [['spec', 'template', 'spec', 'containers', 'resources', 'limits'], 'map'],
  [['spec', 'strategy', 'rollingUpdate', 'maxSurge'], 'int-or-string'],
  [['metadata', 'creationTimestamp'], 'time'],
  [['metadata', 'managedFields', 'fieldsV1'], 'any'],
  [['metadata', 'labels'], 'map'],
] as const)('a Deployment has at %j a value of type %s', (path, kind) => {
  expect(typeAt(newest.kind('apps/v1', 'Deployment')?.type, ...path)?.kind).toBe(kind);
});

test('items and values have types', () => {
  const container = newest.definition('core.v1.Container');
  expect(typeAt(container, 'args')?.items?.kind).toBe('string');
  expect(typeAt(container, 'resources', 'limits')?.items?.kind).toBe('quantity');
  expect(typeAt(newest.definition('core.v1.Secret'), 'data')?.items?.kind).toBe('bytes');
  expect(typeAt(newest.definition('authentication.v1.UserInfo'), 'extra')?.items?.items?.kind).toBe('string');
});

test('an enumeration has its values, through aliases and constants of other packages', () => {
  const values = (definition: string, ...path: readonly string[]): readonly string[] =>
    [...(typeAt(newest.definition(definition), ...path)?.values ?? [])].toSorted();
  expect(values('core.v1.ContainerPort', 'protocol')).toEqual(['SCTP', 'TCP', 'UDP']);
  expect(values('core.v1.ServiceSpec', 'internalTrafficPolicy')).toEqual(['Cluster', 'Local']);
  expect(values('discovery.v1.EndpointSlice', 'addressType')).toEqual(['FQDN', 'IPv4', 'IPv6']);
  expect([...(typeAt(newest.definition('networking.v1.NetworkPolicySpec'), 'policyTypes')?.items?.values ?? [])]).toEqual([
    'Egress',
    'Ingress',
  ]);
  expect(typeAt(newest.definition('core.v1.PodSpec'), 'nodeName')?.values).toBeUndefined();
});

test('a field has what the server merges lists and objects by', () => {
  const field = (definition: string, name: string) => newest.definition(definition)?.fields.get(name)?.marks;
  expect(field('core.v1.Container', 'ports')).toMatchObject({
    listType: 'map',
    listKeys: ['containerPort', 'protocol'],
    mergeKey: 'containerPort',
    patchStrategy: 'merge',
  });
  expect(field('core.v1.PodSpec', 'tolerations')).toMatchObject({ listType: 'atomic', listKeys: [], atomic: false });
  expect(field('core.v1.PodSpec', 'nodeSelector')).toMatchObject({ listType: undefined, atomic: true });
  expect(field('core.v1.Container', 'name')).toMatchObject({ required: true });
  expect(field('core.v1.Container', 'image')).toMatchObject({ required: false });
});

test('a schema itself may hold schemas', () => {
  const schema = newest.definition('apiextensions.v1.JSONSchemaProps');
  expect(typeAt(schema, 'properties')?.items).toBe(schema);
  const items = schema?.fields.get('items')?.type;
  expect([items?.kind, items?.items]).toEqual(['schema-or-list', schema]);
});

test('fields come and go with the minors', () => {
  expect(newest.definition('core.v1.PodSpec')?.fields.has('resources')).toBe(true);
  expect(oldest.definition('core.v1.PodSpec')?.fields.has('resources')).toBe(false);
  expect(newest.minorsOf('core.v1.PodSpec', 'resources')).toEqual([{ from: 32, to: 37 }]);
  expect(newest.minorsOf('core.v1.PodSpec', 'containers').map(({ from, to }) => [from, to])).toEqual([
    [30, 37],
    [29, 29],
  ]);
  expect(newest.minorsOf('core.v1.PodSpec', 'nonsense')).toEqual([]);
  expect(newest.definition('core.v1.ClaimSource')).toBeUndefined();
  expect(oldest.definition('core.v1.ClaimSource')).toBeDefined();
});

test('every definition that a kind is made of can be read', () => {
  const seen = new Set<SchemaType>();
  const visit = (type: SchemaType | undefined): void => {
    if (type === undefined || seen.has(type)) return;
    seen.add(type);
    for (const field of type.fields.values()) visit(field.type);
    visit(type.items);
  };
  for (const { type } of newest.kinds()) visit(type);
  const objects = [...seen].filter(({ kind }) => kind === 'object');
  expect(objects.length).toBeGreaterThan(600);
  expect(objects.every(({ name }) => name !== undefined && newest.definition(name) !== undefined)).toBe(true);
});

test('APIs that were removed are known with what replaces them', () => {
  expect(newest.lifecycle('batch/v1beta1', 'CronJob')).toEqual({
    apiVersion: 'batch/v1beta1',
    kind: 'CronJob',
    introduced: 8,
    deprecated: 21,
    removed: 25,
    replacement: { apiVersion: 'batch/v1', kind: 'CronJob' },
  });
  expect(newest.lifecycle('policy/v1beta1', 'PodSecurityPolicy')).toMatchObject({ removed: 25, replacement: undefined });
  expect(newest.lifecycle('settings.k8s.io/v1alpha1', 'PodPreset')).toMatchObject({ removed: 20 });
  expect(newest.lifecycle('apps/v1', 'Deployment')).toBeUndefined();
});

test('only the minors of the tables can be loaded', async () => {
  await expect(loadSchema(28)).rejects.toThrow('1.29 to 1.37');
  expect(await loadSchema(37)).toBe(newest);
});
