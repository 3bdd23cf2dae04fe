import { loadSchema, NEWEST_MINOR } from '@bulwark/schema';
import { expect, test } from 'vitest';
import { objectAt, valueAt, type Json, type JsonObject } from '../json.ts';
import { podWithDefaults, withDefaults } from './with-defaults.ts';

const newest = await loadSchema(NEWEST_MINOR);

const CONTAINER = { terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' };
const TEMPLATE_SPEC = {
  dnsPolicy: 'ClusterFirst',
  restartPolicy: 'Always',
  securityContext: {},
  terminationGracePeriodSeconds: 30,
  schedulerName: 'default-scheduler',
};
const POD_SPEC = { ...TEMPLATE_SPEC, enableServiceLinks: true };

function defaulted(apiVersion: string, kind: string, rest: JsonObject, minor = newest): JsonObject {
  const { apiVersion: _, kind: __, ...made } = withDefaults({ apiVersion, kind, ...rest }, minor);
  return made;
}

/** The only container of a pod, as it becomes. */
function container(given: JsonObject, spec: JsonObject = {}, minor = newest): JsonObject | undefined {
  return objectAt(defaulted('v1', 'Pod', { spec: { ...spec, containers: [given] } }, minor), 'spec', 'containers', 0);
}

test('a pod has what it does not say', () => {
  expect(defaulted('v1', 'Pod', { spec: { containers: [{ name: 'web', image: 'nginx' }] } })).toEqual({
    spec: { ...POD_SPEC, containers: [{ name: 'web', image: 'nginx', imagePullPolicy: 'Always', ...CONTAINER }] },
  });
});

test('what is said stays, but for an empty text, which says nothing', () => {
  const spec = { dnsPolicy: 'None', restartPolicy: '', securityContext: { runAsUser: 1 }, terminationGracePeriodSeconds: 0 };
  expect(defaulted('v1', 'Pod', { spec })).toEqual({ spec: { ...POD_SPEC, ...spec, restartPolicy: 'Always' } });
});

test('null is the same as nothing, in a list too', () => {
  expect(defaulted('v1', 'Pod', { spec: { dnsPolicy: null, containers: [null], volumes: null } })).toEqual({
    spec: { ...POD_SPEC, containers: [{ imagePullPolicy: 'IfNotPresent', ...CONTAINER }], volumes: null },
  });
  expect(defaulted('v1', 'Pod', { spec: null })).toEqual({ spec: POD_SPEC });
});

test.each<[image: Json, policy: string]>([
  ['nginx', 'Always'],
  ['nginx:latest', 'Always'],
  ['nginx:1.27', 'IfNotPresent'],
  ['localhost:5000/nginx', 'Always'],
  [`nginx@sha256:${'0a'.repeat(32)}`, 'IfNotPresent'],
  [`nginx:latest@sha256:${'0a'.repeat(32)}`, 'Always'],
  ['Not An Image', 'IfNotPresent'],
  ['', 'IfNotPresent'],
  [7, 'IfNotPresent'],
])('the image %j is pulled %s', (image, policy) => {
  expect(container({ image })?.['imagePullPolicy']).toBe(policy);
});

test('requests are the limits in a pod, and not in a template', () => {
  const given = { resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '100m' } } };
  expect(container(given)?.['resources']).toEqual({
    limits: { cpu: '1', memory: '1Gi' },
    requests: { cpu: '100m', memory: '1Gi' },
  });
  const deployment = defaulted('apps/v1', 'Deployment', { spec: { template: { spec: { containers: [given] } } } });
  expect(valueAt(deployment, ['spec', 'template', 'spec', 'containers', 0, 'resources'])).toBe(given.resources);
});

test('amounts finer than a thousandth are rounded up', () => {
  const limits = { cpu: '1.0001', memory: '1024Mi', a: '300u', b: '-1n', c: 'much', __proto__: null };
  expect(container({ resources: { requests: {}, limits } })?.['resources']).toEqual({
    limits: { cpu: '1001m', memory: '1024Mi', a: '1m', b: '-1m', c: 'much' },
    requests: { cpu: '1001m', memory: '1024Mi', a: '1m', b: '-1m', c: 'much' },
  });
});

test("on the node's network every port is one of the node, in pods", () => {
  const given = { ports: [{ containerPort: 80 }, { containerPort: 81, hostPort: 8081 }, { name: 'open' }] };
  expect(container(given, { hostNetwork: true })?.['ports']).toEqual([
    { containerPort: 80, hostPort: 80, protocol: 'TCP' },
    { containerPort: 81, hostPort: 8081, protocol: 'TCP' },
    { name: 'open', protocol: 'TCP' },
  ]);
  expect(container(given)?.['ports']).toContainEqual({ containerPort: 80, protocol: 'TCP' });
});

test('a volume without a source is an emptyDir', () => {
  const volumes = [{ name: 'a' }, { name: 'b', hostPath: null, unknown: {} }, { name: 'c', hostPath: { path: '/' } }];
  expect(defaulted('v1', 'Pod', { spec: { volumes } })).toEqual({
    spec: {
      ...POD_SPEC,
      volumes: [
        { name: 'a', emptyDir: {} },
        { name: 'b', hostPath: null, unknown: {}, emptyDir: {} },
        { name: 'c', hostPath: { path: '/', type: '' } },
      ],
    },
  });
});

test('projected tokens expire, and files have a mode', () => {
  const projected = { sources: [{ serviceAccountToken: { path: 'token' } }, { downwardAPI: { items: [{ fieldRef: {} }] } }] };
  expect(valueAt(defaulted('v1', 'Pod', { spec: { volumes: [{ projected }] } }), ['spec', 'volumes', 0])).toEqual({
    projected: {
      defaultMode: 0o644,
      sources: [
        { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } },
        { downwardAPI: { items: [{ fieldRef: { apiVersion: 'v1' } }] } },
      ],
    },
  });
});

test('probes and hooks', () => {
  const given = { livenessProbe: { httpGet: { port: 80 } }, readinessProbe: { grpc: { port: 1 }, periodSeconds: 0 } };
  const probe = { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 };
  expect(container({ ...given, lifecycle: { preStop: { httpGet: { port: 80, scheme: 'HTTPS' } } } })).toMatchObject({
    livenessProbe: { ...probe, httpGet: { port: 80, path: '/', scheme: 'HTTP' } },
    readinessProbe: { ...probe, grpc: { port: 1, service: '' } },
    lifecycle: { preStop: { httpGet: { port: 80, path: '/', scheme: 'HTTPS' } } },
  });
});

test('ephemeral containers have what containers have', () => {
  const spec = { ephemeralContainers: [{ image: 'busybox', ports: [{}] }] };
  expect(valueAt(defaulted('v1', 'Pod', { spec }), ['spec', 'ephemeralContainers', 0])).toEqual({
    image: 'busybox',
    imagePullPolicy: 'Always',
    ports: [{ protocol: 'TCP' }],
    ...CONTAINER,
  });
});

test('the old name of the service account says the same as the new one', () => {
  const both = { serviceAccountName: 'web', serviceAccount: 'web' };
  for (const spec of [{ serviceAccount: 'web' }, { serviceAccountName: 'web' }, { ...both, serviceAccount: 'old' }]) {
    expect(defaulted('v1', 'Pod', { spec })).toEqual({ spec: { ...POD_SPEC, ...both } });
  }
});

test.each<[apiVersion: string, kind: string, given: JsonObject, becomes: JsonObject]>([
  [
    'apps/v1',
    'Deployment',
    { spec: { strategy: { type: 'Recreate' } } },
    {
      spec: {
        strategy: { type: 'Recreate' },
        replicas: 1,
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
        template: { spec: TEMPLATE_SPEC },
      },
    },
  ],
  [
    'apps/v1',
    'DaemonSet',
    {},
    {
      spec: {
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
        revisionHistoryLimit: 10,
        template: { spec: TEMPLATE_SPEC },
      },
    },
  ],
  [
    'batch/v1',
    'Job',
    { spec: { completions: 3, template: { metadata: { labels: { app: 'web' } } } } },
    {
      metadata: { labels: { app: 'web' } },
      spec: {
        completions: 3,
        parallelism: 1,
        completionMode: 'NonIndexed',
        suspend: false,
        manualSelector: false,
        backoffLimit: 6,
        podReplacementPolicy: 'TerminatingOrFailed',
        template: { metadata: { labels: { app: 'web' } }, spec: TEMPLATE_SPEC },
      },
    },
  ],
  [
    'batch/v1',
    'CronJob',
    { spec: { jobTemplate: { spec: { backoffLimitPerIndex: 1 } } } },
    {
      spec: {
        concurrencyPolicy: 'Allow',
        suspend: false,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 1,
        // A job gets the rest when it is made.
        jobTemplate: { spec: { backoffLimitPerIndex: 1, template: { spec: TEMPLATE_SPEC } } },
      },
    },
  ],
  [
    'v1',
    'Service',
    { spec: { type: 'NodePort', sessionAffinity: 'ClientIP', ports: [{ port: 80 }, { port: 81, targetPort: 'web' }] } },
    {
      spec: {
        type: 'NodePort',
        sessionAffinity: 'ClientIP',
        sessionAffinityConfig: { clientIP: { timeoutSeconds: 10_800 } },
        ports: [
          { port: 80, protocol: 'TCP', targetPort: 80 },
          { port: 81, protocol: 'TCP', targetPort: 'web' },
        ],
        externalTrafficPolicy: 'Cluster',
        internalTrafficPolicy: 'Cluster',
      },
    },
  ],
  [
    'v1',
    'Service',
    { spec: { type: 'ExternalName', sessionAffinityConfig: {} } },
    { spec: { type: 'ExternalName', sessionAffinity: 'None' } },
  ],
  ['networking.k8s.io/v1', 'NetworkPolicy', { spec: { egress: [] } }, { spec: { egress: [], policyTypes: ['Ingress'] } }],
  [
    'networking.k8s.io/v1',
    'NetworkPolicy',
    { spec: { egress: [{ ports: [{ port: 53 }] }] } },
    { spec: { egress: [{ ports: [{ port: 53, protocol: 'TCP' }] }], policyTypes: ['Ingress', 'Egress'] } },
  ],
  [
    'rbac.authorization.k8s.io/v1',
    'RoleBinding',
    { roleRef: { name: 'view' }, subjects: [{ kind: 'Group' }, { kind: 'ServiceAccount' }, { kind: 'User', apiGroup: 'x' }] },
    {
      roleRef: { name: 'view', apiGroup: 'rbac.authorization.k8s.io' },
      subjects: [
        { kind: 'Group', apiGroup: 'rbac.authorization.k8s.io' },
        { kind: 'ServiceAccount' },
        { kind: 'User', apiGroup: 'x' },
      ],
    },
  ],
  ['v1', 'Secret', { stringData: { a: 'b' } }, { stringData: { a: 'b' }, type: 'Opaque' }],
  [
    'v1',
    'Namespace',
    { metadata: { name: 'web', labels: { 'kubernetes.io/metadata.name': 'other' } } },
    { metadata: { name: 'web', labels: { 'kubernetes.io/metadata.name': 'web' } }, status: { phase: 'Active' } },
  ],
  [
    'v1',
    'LimitRange',
    {
      spec: {
        limits: [
          { type: 'Container', max: { cpu: '2' }, min: { cpu: '1', memory: '1Mi' } },
          { type: 'Pod', max: {} },
        ],
      },
    },
    {
      spec: {
        limits: [
          {
            type: 'Container',
            max: { cpu: '2' },
            min: { cpu: '1', memory: '1Mi' },
            default: { cpu: '2' },
            defaultRequest: { cpu: '2', memory: '1Mi' },
          },
          { type: 'Pod', max: {} },
        ],
      },
    },
  ],
  [
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    { spec: { metrics: [{ type: 'Pods' }], behavior: { scaleDown: { selectPolicy: 'Disabled' } } } },
    {
      spec: {
        metrics: [{ type: 'Pods' }],
        minReplicas: 1,
        behavior: {
          scaleUp: {
            stabilizationWindowSeconds: 0,
            selectPolicy: 'Max',
            policies: [
              { type: 'Pods', value: 4, periodSeconds: 15 },
              { type: 'Percent', value: 100, periodSeconds: 15 },
            ],
          },
          scaleDown: { selectPolicy: 'Disabled', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] },
        },
      },
    },
  ],
  [
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    { spec: { names: { kind: 'Widget' }, versions: [{ name: 'v1beta1' }, { name: 'v1', storage: true }] } },
    {
      spec: {
        names: { kind: 'Widget', singular: 'widget', listKind: 'WidgetList' },
        versions: [{ name: 'v1beta1' }, { name: 'v1', storage: true }],
        conversion: { strategy: 'None' },
      },
      status: { storedVersions: ['v1'] },
    },
  ],
  [
    'v1',
    'ReplicationController',
    { spec: { template: { metadata: { labels: { app: 'web' } } } } },
    {
      metadata: { labels: { app: 'web' } },
      spec: {
        replicas: 1,
        selector: { app: 'web' },
        template: { metadata: { labels: { app: 'web' } }, spec: TEMPLATE_SPEC },
      },
    },
  ],
  [
    'networking.k8s.io/v1',
    'IngressClass',
    { spec: { parameters: { kind: 'A', name: 'b' } } },
    { spec: { parameters: { kind: 'A', name: 'b', scope: 'Cluster' } } },
  ],
  [
    'v1',
    'PersistentVolume',
    { spec: { azureDisk: { diskName: 'a' }, capacity: { storage: '1Gi' } } },
    {
      spec: {
        azureDisk: { diskName: 'a', cachingMode: 'ReadWrite', fsType: 'ext4', readOnly: false, kind: 'Shared' },
        capacity: { storage: '1Gi' },
        persistentVolumeReclaimPolicy: 'Retain',
        volumeMode: 'Filesystem',
      },
      status: { phase: 'Pending' },
    },
  ],
  ['v1', 'Node', { status: { capacity: { cpu: '4' } } }, { status: { capacity: { cpu: '4' }, allocatable: { cpu: '4' } } }],
])('%s %s %j', (apiVersion, kind, given, becomes) => {
  expect(defaulted(apiVersion, kind, given)).toEqual(becomes);
});

test('a StatefulSet that names its strategy gets no rolling update, one that does not gets it all', async () => {
  const path = ['spec', 'updateStrategy'];
  const named = { spec: { updateStrategy: { type: 'RollingUpdate' } } };
  expect(valueAt(defaulted('apps/v1', 'StatefulSet', named), path)).toEqual({ type: 'RollingUpdate' });
  expect(valueAt(defaulted('apps/v1', 'StatefulSet', {}), path)).toEqual({
    type: 'RollingUpdate',
    rollingUpdate: { partition: 0, maxUnavailable: 1 },
  });
  expect(valueAt(defaulted('apps/v1', 'StatefulSet', {}, await loadSchema(36)), path)).toEqual({
    type: 'RollingUpdate',
    rollingUpdate: { partition: 0 },
  });
});

test('a pod that gives resources of its own gets the rest of them while the defaults of a minor do that', async () => {
  const limits = { cpu: '500m', 'hugepages-2Mi': '2Mi' };
  const init = { resources: { limits: { cpu: '1', memory: '1Gi' } } };
  const sidecar = { restartPolicy: 'Always', resources: { requests: { cpu: '300m', memory: '512Mi' } } };
  const spec = {
    resources: { limits: { cpu: '2' } },
    initContainers: [sidecar, init],
    containers: [{ resources: { limits } }, { resources: { limits } }],
  };
  const resources = async (minor: number): Promise<Json | undefined> =>
    valueAt(defaulted('v1', 'Pod', { spec }, await loadSchema(minor)), ['spec', 'resources']);
  expect(await resources(34)).toEqual({
    limits: { cpu: '2', 'hugepages-2Mi': '4Mi' },
    // The init container beside the sidecar takes more than both containers beside it, of memory too.
    requests: { cpu: '1300m', memory: '1536Mi', 'hugepages-2Mi': '4Mi' },
  });
  expect(await resources(33)).toBe(spec.resources);
  expect(await resources(37)).toBe(spec.resources);
});

test('minors differ in what gates are on', async () => {
  const oldest = await loadSchema(29);
  const status = { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } };
  const service = { spec: { type: 'LoadBalancer' }, status };
  expect(valueAt(defaulted('v1', 'Service', service), ['status', 'loadBalancer', 'ingress', 0, 'ipMode'])).toBe('VIP');
  expect(defaulted('v1', 'Service', service, oldest)['status']).toBe(status);
  const volumes = [{ name: 'model', image: { reference: 'models/a:1' } }];
  const policy = ['spec', 'volumes', 0, 'image', 'pullPolicy'];
  expect(valueAt(defaulted('v1', 'Pod', { spec: { volumes } }), policy)).toBe('IfNotPresent');
  expect(valueAt(defaulted('v1', 'Pod', { spec: { volumes } }, await loadSchema(34)), policy)).toBeUndefined();
});

test.each<JsonObject>([
  { apiVersion: 'example.com/v1', kind: 'Widget', spec: { template: { spec: {} } } },
  { apiVersion: 'v1', kind: 'PodList', items: [{}] },
  { apiVersion: 'v1', kind: 'ServiceAccount' },
  { apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta3', kind: 'FlowSchema' },
  { apiVersion: '__proto__', kind: 'constructor' },
  { apiVersion: 1, kind: null },
  {},
])('%j is given back: the server does not know it, or has nothing to add', (object) => {
  expect(withDefaults(object, newest)).toBe(object);
});

test('what has the wrong type stays as it is', () => {
  const spec = { containers: 'web', initContainers: ['web', 5, { ports: {} }], volumes: [[]], dnsPolicy: 7, resources: 'much' };
  const made = defaulted('v1', 'Pod', { spec, status: 'fine' });
  expect(made).toEqual({
    spec: { ...POD_SPEC, ...spec, initContainers: ['web', 5, { ports: {}, imagePullPolicy: 'IfNotPresent', ...CONTAINER }] },
    status: 'fine',
  });
  expect(defaulted('v1', 'Pod', { spec: 'web' })).toEqual({ spec: 'web' });
  const accounts = { serviceAccountName: 'web', serviceAccount: 7 };
  expect(defaulted('v1', 'Pod', { spec: accounts })).toEqual({ spec: { ...POD_SPEC, ...accounts } });
  const metadata = { name: 'web', labels: { 'kubernetes.io/metadata.name': 7 } };
  expect(defaulted('v1', 'Namespace', { metadata })['metadata']).toBe(metadata);
});

test('keys that mean something to JavaScript are keys like any other', () => {
  const limits = JSON.parse('{"__proto__": "300u", "constructor": "1"}') as JsonObject;
  const resources = container({ resources: { limits } })?.['resources'];
  expect(JSON.stringify(resources)).toBe(
    '{"limits":{"__proto__":"1m","constructor":"1"},"requests":{"__proto__":"1m","constructor":"1"}}',
  );
});

test('a pod spec of a custom kind becomes that of a pod', () => {
  const spec = { containers: [{ image: 'nginx', resources: { limits: { cpu: '1' } } }] };
  const metadata = { labels: { app: 'web' } };
  const made = podWithDefaults(spec, metadata, newest);
  expect(made).toMatchObject({ apiVersion: 'v1', kind: 'Pod', metadata, spec: POD_SPEC });
  expect(valueAt(made, ['spec', 'containers', 0, 'resources', 'requests', 'cpu'])).toBe('1');
  expect(podWithDefaults(spec, undefined, newest)['spec']).toBe(made['spec']);
  expect(Object.hasOwn(podWithDefaults(spec, undefined, newest), 'metadata')).toBe(false);
});

test('an object is filled in once for each schema', async () => {
  const object = { apiVersion: 'v1', kind: 'Pod' };
  const made = withDefaults(object, newest);
  expect(withDefaults(object, newest)).toBe(made);
  expect(withDefaults(object, await loadSchema(29))).not.toBe(made);
});
