/** The fields that name an item of a list, in order. */
export type ListKey = readonly string[];

const NAME: ListKey = ['name'];
const CONTAINER_PORT: ListKey = ['containerPort', 'protocol'];
const SERVICE_PORT: ListKey = ['port', 'protocol'];

/**
 * As the API types declare them (`+listMapKey`, and `patchMergeKey` where there is none): the key of a list by the name of
 * its field.
 */
const KEYS: ReadonlyMap<string, ListKey> = new Map([
  ...[
    'allocatedResourcesStatus',
    'claims',
    'compositePodGroupTemplates',
    'containers',
    'drivers',
    'env',
    'ephemeralContainers',
    'evictionResponders',
    'imagePullSecrets',
    'initContainers',
    'matchConditions',
    'podGroupTemplates',
    'podGroups',
    'resourceClaimStatuses',
    'resourceClaims',
    'schedulingGates',
    'secrets',
    'variables',
    'volumes',
    'webhooks',
  ].map((field) => [field, NAME] as const),
  ['addresses', ['type']],
  ['conditions', ['type']],
  ['hostAliases', ['ip']],
  ['hostIPs', ['ip']],
  ['ownerReferences', ['uid']],
  ['podIPs', ['ip']],
  ['reservedFor', ['uid']],
  ['topologySpreadConstraints', ['topologyKey', 'whenUnsatisfiable']],
  ['volumeDevices', ['devicePath']],
  ['volumeMounts', ['mountPath']],
  ['x-kubernetes-validations', ['rule']],
  // Of custom kinds that hold workloads: Argo's templates, Tekton's steps, a ClusterServiceVersion's deployments, JobSet's jobs.
  ...['deployments', 'replicatedJobs', 'sidecars', 'steps', 'templates'].map((field) => [field, NAME] as const),
]);

/**
 * The key of the list that stands in `field` (such as `containers`), or undefined where its items have none. Lists of
 * ports are of two kinds: an item tells which, and without one they are a container's.
 */
export function listKey(field: string, item?: unknown): ListKey | undefined {
  return field === 'ports' ? portKey(item) : KEYS.get(field);
}

function portKey(item: unknown): ListKey | undefined {
  if (typeof item !== 'object' || item === null || 'containerPort' in item) return CONTAINER_PORT;
  return 'port' in item ? SERVICE_PORT : undefined;
}
