import type { JsonObject } from '@bulwark/model';
import type { Dice } from '../dice.ts';

export const NODES: readonly string[] = ['n1', 'n2', 'n3'];
export const NODE_NAMESPACES: readonly string[] = ['shop', 'lab'];
export const SECRETS: readonly string[] = ['s1', 's2', 's3', 's4', 's5', 's6', 's7', 's8'];
export const CONFIG_MAPS: readonly string[] = ['c1', 'c2', 'c3', 'c4'];
export const CLAIMS: readonly string[] = ['p1', 'p2', 'p3', 'p4', 'p5'];
export const DEVICES: readonly string[] = ['d1', 'd2', 'd3'];
export const ACCOUNTS: readonly string[] = ['default', 'api', 'quiet', 'db'];
const PODS = 7;
const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
const DEVICE: JsonObject = { devices: { requests: [{ name: 'gpu', exactly: { deviceClassName: 'gpu.example' } }] } };
const EPHEMERAL = { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };

/** Where an object is made, and the object. */
export interface Made {
  readonly path: string;
  readonly object: JsonObject;
}

/** Nodes, and pods that are bound to them or to none, with all that they name in every way there is. */
export function nodeWorld(dice: Dice): readonly Made[] {
  return [
    ...NODES.map((name) => made('/api/v1/nodes', 'v1', 'Node', { name }, {})),
    ...NODE_NAMESPACES.flatMap((namespace) => [...things(dice, namespace), ...pods(dice, namespace)]),
    ...NODES.map((nodeName) =>
      made(
        '/apis/storage.k8s.io/v1/volumeattachments',
        'storage.k8s.io/v1',
        'VolumeAttachment',
        { name: `a-${nodeName}` },
        {
          spec: { attacher: 'disk.example', nodeName, source: { persistentVolumeName: 'shop-p1' } },
        },
      ),
    ),
    ...NODES.map((nodeName) =>
      made(
        '/apis/resource.k8s.io/v1/resourceslices',
        'resource.k8s.io/v1',
        'ResourceSlice',
        { name: `r-${nodeName}` },
        {
          spec: { driver: 'gpu.example', nodeName, pool: { name: nodeName, generation: 1, resourceSliceCount: 1 } },
        },
      ),
    ),
  ];
}

function made(path: string, apiVersion: string, kind: string, metadata: JsonObject, rest: JsonObject): Made {
  return { path, object: { apiVersion, kind, metadata, ...rest } };
}

function things(dice: Dice, namespace: string): readonly Made[] {
  const core = `/api/v1/namespaces/${namespace}`;
  const account = (name: string, rest: JsonObject): Made =>
    made(`${core}/serviceaccounts`, 'v1', 'ServiceAccount', { namespace, name }, rest);
  return [
    account('api', { imagePullSecrets: [{ name: 's7' }] }),
    account('quiet', { automountServiceAccountToken: false, imagePullSecrets: [{ name: 's8' }] }),
    account('db', {}),
    ...CLAIMS.flatMap((name) => volume(dice, namespace, name)),
    // A pod whose claim is missing gets no claims from templates either, in some versions.
    ...DEVICES.map((name) => device(namespace, 'ResourceClaim', { namespace, name }, DEVICE)),
    device(namespace, 'ResourceClaimTemplate', { namespace, name: 'gpu' }, { spec: DEVICE }),
  ];
}

function device(namespace: string, kind: string, metadata: JsonObject, spec: JsonObject): Made {
  const path = `/apis/resource.k8s.io/v1/namespaces/${namespace}/${kind.toLowerCase()}s`;
  return made(path, 'resource.k8s.io/v1', kind, metadata, { spec });
}

/** A claim and its volume, whose secrets nodes see or do not see, in the namespace of the claim or in another. */
function volume(dice: Dice, namespace: string, name: string): readonly Made[] {
  const secret = { name: dice.pick(SECRETS), namespace: dice.pick(NODE_NAMESPACES) };
  const source = dice.pick<JsonObject>([
    { flexVolume: { driver: 'example/disk', secretRef: { name: secret.name } } },
    { flexVolume: { driver: 'example/disk', secretRef: secret } },
    { cephfs: { monitors: ['m'], secretRef: { name: secret.name } } },
    { rbd: { monitors: ['m'], image: 'i', secretRef: secret } },
    { azureFile: { shareName: 's', secretName: secret.name } },
    { azureFile: { shareName: 's', secretName: secret.name, secretNamespace: secret.namespace } },
    { iscsi: { targetPortal: '10.0.0.1', iqn: 'iqn.2001-04.com.example:storage', lun: 0, secretRef: secret } },
    { csi: csi(name, 'nodeStageSecretRef', secret) },
    { csi: csi(name, 'nodePublishSecretRef', secret) },
    { csi: csi(name, 'nodeExpandSecretRef', secret) },
    { csi: csi(name, 'controllerPublishSecretRef', secret) },
    { csi: csi(name, 'controllerExpandSecretRef', secret) },
  ]);
  const common = { accessModes: ['ReadWriteOnce'], storageClassName: '' };
  return [
    made(
      '/api/v1/persistentvolumes',
      'v1',
      'PersistentVolume',
      { name: `${namespace}-${name}` },
      {
        spec: { ...common, ...source, capacity: { storage: '1Gi' }, claimRef: { namespace, name } },
      },
    ),
    made(
      `/api/v1/namespaces/${namespace}/persistentvolumeclaims`,
      'v1',
      'PersistentVolumeClaim',
      { namespace, name },
      {
        spec: { ...common, resources: { requests: { storage: '1Gi' } }, volumeName: `${namespace}-${name}` },
      },
    ),
  ];
}

function csi(name: string, reference: string, secret: JsonObject): JsonObject {
  return { driver: 'disk.example', volumeHandle: name, [reference]: secret };
}

function pods(dice: Dice, namespace: string): readonly Made[] {
  return Array.from({ length: PODS }, (_, index) => {
    const mirror = index === 0;
    const spec = mirror ? { nodeName: 'n1', containers: [{ name: 'c', image: 'i' }] } : podSpec(dice);
    const annotations = mirror ? { annotations: { 'kubernetes.io/config.mirror': 'x' } } : {};
    return made(`/api/v1/namespaces/${namespace}/pods`, 'v1', 'Pod', { namespace, name: `w${index}`, ...annotations }, { spec });
  });
}

function podSpec(dice: Dice): JsonObject {
  const mounted = dice.chance(0.2);
  return {
    ...(dice.chance(0.85) && { nodeName: dice.pick(NODES) }),
    ...(dice.chance(0.6) && { serviceAccountName: dice.pick(ACCOUNTS) }),
    ...(dice.chance(0.2) && { automountServiceAccountToken: dice.chance(0.5) }),
    ...(dice.chance(0.3) && { imagePullSecrets: [{ name: dice.pick(SECRETS) }] }),
    tolerations: [{ operator: 'Exists' }],
    initContainers: dice.chance(0.3) ? [{ name: 'i', image: 'i', ...environment(dice) }] : [],
    containers: [
      {
        name: 'c',
        image: 'i',
        ...environment(dice),
        ...(mounted && { volumeMounts: [{ name: 'own-token', mountPath: TOKEN_PATH }] }),
      },
    ],
    volumes: [...volumes(dice), ...(mounted ? [{ name: 'own-token', emptyDir: {} }] : [])],
    resourceClaims: claims(dice),
  };
}

function environment(dice: Dice): JsonObject {
  return {
    ...(dice.chance(0.2) && {
      envFrom: [{ secretRef: { name: dice.pick(SECRETS) } }, { configMapRef: { name: dice.pick(CONFIG_MAPS) } }],
    }),
    ...(dice.chance(0.2) && {
      env: [
        { name: 'A', valueFrom: { secretKeyRef: { name: dice.pick(SECRETS), key: 'k' } } },
        { name: 'B', valueFrom: { configMapKeyRef: { name: dice.pick(CONFIG_MAPS), key: 'k' } } },
      ],
    }),
  };
}

function volumes(dice: Dice): readonly JsonObject[] {
  const secret = (): string => dice.pick(SECRETS);
  const sources: readonly JsonObject[] = [
    { secret: { secretName: secret() } },
    { configMap: { name: dice.pick(CONFIG_MAPS) } },
    { projected: { sources: [{ secret: { name: secret() } }, { configMap: { name: dice.pick(CONFIG_MAPS) } }] } },
    { persistentVolumeClaim: { claimName: dice.pick(CLAIMS) } },
    { persistentVolumeClaim: { claimName: dice.pick(CLAIMS) } },
    { ephemeral: { volumeClaimTemplate: EPHEMERAL } },
    { csi: { driver: 'inline.example', nodePublishSecretRef: { name: secret() } } },
    { azureFile: { shareName: 's', secretName: secret() } },
    { cephfs: { monitors: ['m'], secretRef: { name: secret() } } },
    { flexVolume: { driver: 'example/disk', secretRef: { name: secret() } } },
    { rbd: { monitors: ['m'], image: 'i', secretRef: { name: secret() } } },
  ];
  return dice.some(sources, 0.2).map((source, index) => ({ name: `v${index}`, ...source }));
}

function claims(dice: Dice): readonly JsonObject[] {
  return [
    ...dice.some(DEVICES, 0.2).map((name) => ({ name, resourceClaimName: name })),
    ...(dice.chance(0.3) ? [{ name: 'made', resourceClaimTemplateName: 'gpu' }] : []),
  ];
}
