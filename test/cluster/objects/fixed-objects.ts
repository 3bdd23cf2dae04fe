import type { JsonObject } from '@bulwark/model';

const CONTAINERS = [{ name: 'web', image: 'nginx:1.29', resources: { requests: { cpu: '100m', memory: '64Mi' } } }];
const POD = { containers: CONTAINERS, initContainers: [{ name: 'init', image: 'busybox:1.37' }] };
const TEMPLATE = { metadata: { labels: { app: 'a' } }, spec: { ...POD, restartPolicy: 'Never' } };

function object(apiVersion: string, kind: string, rest: JsonObject): JsonObject {
  return { apiVersion, kind, metadata: { name: 'fixed' }, ...rest };
}

/** One or more of each kind that has fields which nobody may change, so that all of them are asked about. */
export const OBJECTS: readonly JsonObject[] = [
  object('v1', 'Pod', {
    spec: {
      ...POD,
      activeDeadlineSeconds: 100,
      nodeSelector: { disk: 'ssd' },
      tolerations: [{ key: 'a', operator: 'Exists' }],
      schedulingGates: [{ name: 'example.com/wait' }, { name: 'example.com/more' }],
    },
  }),
  object('v1', 'Pod', {
    spec: {
      ...POD,
      nodeSelector: { disk: 'ssd' },
      tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 }],
      nodeName: 'node-1',
      hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }],
    },
  }),
  {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.fixed.bulwark.dev' },
    spec: {
      group: 'fixed.bulwark.dev',
      scope: 'Namespaced',
      names: { plural: 'things', singular: 'thing', kind: 'Thing', listKind: 'ThingList' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
    },
  },
  object('v1', 'Secret', { type: 'Opaque', data: { a: 'YQ==' } }),
  object('v1', 'Secret', { type: 'example.com/own', data: { a: 'YQ==' }, immutable: true }),
  object('v1', 'ConfigMap', { data: { a: 'b' } }),
  object('v1', 'ConfigMap', { data: { a: 'b' }, binaryData: { c: 'YQ==' }, immutable: true }),
  object('v1', 'PersistentVolume', {
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteOnce'],
      volumeMode: 'Filesystem',
      persistentVolumeReclaimPolicy: 'Retain',
      csi: { driver: 'csi.example.com', volumeHandle: 'a', controllerExpandSecretRef: { name: 'a', namespace: 'b' } },
      nodeAffinity: {
        required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] }] },
      },
    },
  }),
  object('v1', 'PersistentVolumeClaim', {
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'fast',
      volumeName: 'a',
      resources: { requests: { storage: '1Gi' } },
      selector: { matchLabels: { a: 'b' } },
    },
  }),
  object('v1', 'Service', { spec: { selector: { app: 'a' }, ports: [{ port: 80, name: 'http' }] } }),
  object('v1', 'Service', {
    spec: { type: 'LoadBalancer', loadBalancerClass: 'example.com/a', selector: { app: 'a' }, ports: [{ port: 80 }] },
  }),
  object('v1', 'Service', { spec: { clusterIP: 'None', selector: { app: 'a' }, ports: [{ port: 80 }] } }),
  object('apps/v1', 'ControllerRevision', { data: { a: 'b' }, revision: 1 }),
  object('batch/v1', 'Job', {
    spec: {
      suspend: true,
      completions: 3,
      parallelism: 3,
      completionMode: 'Indexed',
      backoffLimitPerIndex: 1,
      template: TEMPLATE,
    },
  }),
  object('batch/v1', 'Job', {
    spec: {
      completions: 1,
      template: TEMPLATE,
      managedBy: 'example.com/other',
      podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }] },
    },
  }),
  object('storage.k8s.io/v1', 'StorageClass', { provisioner: 'csi.example.com', parameters: { a: 'b' }, mountOptions: ['ro'] }),
  object('storage.k8s.io/v1', 'VolumeAttachment', {
    spec: { attacher: 'csi.example.com', nodeName: 'node-1', source: { persistentVolumeName: 'a' } },
  }),
  object('storage.k8s.io/v1', 'CSIDriver', {
    spec: { attachRequired: true, podInfoOnMount: true, fsGroupPolicy: 'File', volumeLifecycleModes: ['Persistent'] },
  }),
  object('storage.k8s.io/v1', 'CSINode', {
    spec: { drivers: [{ name: 'csi.example.com', nodeID: 'a', topologyKeys: ['b'], allocatable: { count: 3 } }] },
  }),
  object('storage.k8s.io/v1', 'CSIStorageCapacity', {
    storageClassName: 'fast',
    nodeTopology: { matchLabels: { a: 'b' } },
    capacity: '1Gi',
  }),
  object('storage.k8s.io/v1', 'VolumeAttributesClass', { driverName: 'csi.example.com', parameters: { a: 'b' } }),
  object('scheduling.k8s.io/v1', 'PriorityClass', { value: 10, preemptionPolicy: 'Never', description: 'a' }),
  object('node.k8s.io/v1', 'RuntimeClass', { handler: 'runsc', overhead: { podFixed: { cpu: '1' } } }),
  object('networking.k8s.io/v1', 'IngressClass', { spec: { controller: 'example.com/a' } }),
  object('networking.k8s.io/v1', 'ServiceCIDR', { spec: { cidrs: ['10.200.0.0/16'] } }),
  object('discovery.k8s.io/v1', 'EndpointSlice', {
    addressType: 'IPv4',
    endpoints: [{ addresses: ['10.0.0.1'] }],
    ports: [{ port: 80 }],
  }),
  object('resource.k8s.io/v1', 'ResourceClaim', {
    spec: { devices: { requests: [{ name: 'a', exactly: { deviceClassName: 'gpu.example.com' } }] } },
  }),
  object('resource.k8s.io/v1', 'ResourceClaimTemplate', {
    spec: { spec: { devices: { requests: [{ name: 'a', exactly: { deviceClassName: 'gpu.example.com' } }] } } },
  }),
  object('resource.k8s.io/v1', 'ResourceSlice', {
    spec: {
      driver: 'gpu.example.com',
      nodeName: 'node-1',
      pool: { name: 'a', generation: 1, resourceSliceCount: 1 },
      devices: [{ name: 'one' }],
    },
  }),
  object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
    subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'jane' }],
  }),
  object('apps/v1', 'StatefulSet', {
    spec: {
      replicas: 0,
      serviceName: 'a',
      selector: { matchLabels: { app: 'a' } },
      template: { metadata: { labels: { app: 'a' } }, spec: { containers: CONTAINERS } },
      podManagementPolicy: 'Parallel',
      revisionHistoryLimit: 3,
      minReadySeconds: 2,
      volumeClaimTemplates: [
        { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
      ],
    },
  }),
  object('apps/v1', 'DaemonSet', {
    spec: {
      selector: { matchLabels: { app: 'a' } },
      template: { metadata: { labels: { app: 'a' } }, spec: { containers: CONTAINERS } },
    },
  }),
  object('apps/v1', 'ReplicaSet', {
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: 'a' } },
      template: { metadata: { labels: { app: 'a' } }, spec: { containers: CONTAINERS } },
    },
  }),
];
