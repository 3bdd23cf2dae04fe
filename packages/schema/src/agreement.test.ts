import { beforeAll, describe, expect, test } from 'vitest';
import { listKey } from './list-keys.ts';
import { loadSchema } from './load-schema.ts';
import type { Field, SchemaType } from './schema-type.ts';
import type { Schema } from './schema.ts';
import { isBuiltInGroup, isClusterScoped } from './scope.ts';
import { NEWEST_MINOR, OLDEST_MINOR } from './versions.ts';

/** What is written by hand, because it must cost nothing to load, says what the generated tables say. */
const MINORS = Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, index) => OLDEST_MINOR + index);

describe.each(MINORS)('minor %d', (minor) => {
  let schema: Schema;
  beforeAll(async () => {
    schema = await loadSchema(minor);
  });

  test('kinds stand where the tables say', () => {
    const kinds = [...schema.kinds()];
    expect(kinds.length).toBeGreaterThan(70);
    for (const { apiVersion, kind, namespaced } of kinds) {
      const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
      expect([apiVersion, kind, isBuiltInGroup(group), isClusterScoped(group, kind)]).toEqual([
        apiVersion,
        kind,
        true,
        !namespaced,
      ]);
    }
  });

  test('lists that people write have the keys that the tables give them', () => {
    const different = listFields(schema)
      .filter(({ field }) => listKey(field.name, SAMPLES[field.name])?.join(',') !== keysOf(field)?.join(','))
      .map(({ holder, field }) => `${holder}.${field.name}`);
    expect(different.filter((name) => !EXPECTED.has(name.replace(/^\w+\.v\w+\./, '')))).toEqual([]);
  });
});

/** Items of lists whose name does not say whose they are. */
const SAMPLES: Readonly<Record<string, unknown>> = { ports: { port: 80 } };

/** Where the name of a field does not tell, or where nobody writes the list by hand (a status). */
const EXPECTED: ReadonlySet<string> = new Set([
  // Ports of other kinds than a service's: those of a container are asked for with an item that has a containerPort.
  'Container.ports',
  'EphemeralContainer.ports',
  'EndpointSlice.ports',
  'EndpointSubset.ports',
  'IngressLoadBalancerIngress.ports',
  'LoadBalancerIngress.ports',
  'NetworkPolicyEgressRule.ports',
  'NetworkPolicyIngressRule.ports',
  // A node's addresses have a type; those of endpoints have not, and get no key for want of the field.
  'Endpoint.addresses',
  'EndpointSubset.addresses',
  // Upstream gives the pod's the name as a key, and leaves the account's without one.
  'ServiceAccount.imagePullSecrets',
  'MutatingAdmissionPolicySpec.variables',
  // Statuses.
  'CSINodeStatus.storageHealth',
  'EvictionStatus.requesters',
  'EvictionStatus.responders',
  'EvictionStatus.targetResponders',
  'NodeAllocatableResourceClaimStatus.containers',
  'NodeAllocatableResourceClaimStatus.mapping',
  'NodeAllocatableResourceClaimStatus.overhead',
  'PodStatus.nodeAllocatableResourceClaimStatuses',
  'PodStatus.volumeHealth',
  'PodVolumeHealth.healthConditions',
  'ResourceClaimStatus.devices',
  'ResourceStatus.resources',
  'StorageVersionStatus.storageVersions',
  'VolumeHealthStatus.healthConditions',
]);

function keysOf({ marks }: Field): readonly string[] | undefined {
  if (marks.listKeys.length > 0) return marks.listKeys;
  return marks.mergeKey === undefined ? undefined : [marks.mergeKey];
}

interface ListField {
  readonly holder: string;
  readonly field: Field;
}

function listFields(schema: Schema): readonly ListField[] {
  const seen = new Set<SchemaType>();
  const found: ListField[] = [];
  const visit = (type: SchemaType | undefined): void => {
    if (type === undefined || seen.has(type)) return;
    seen.add(type);
    for (const field of type.fields.values()) {
      if (field.type.kind === 'list') found.push({ holder: type.name ?? '', field });
      visit(field.type);
    }
    visit(type.items);
  };
  for (const { type } of schema.kinds()) visit(type);
  return found;
}
