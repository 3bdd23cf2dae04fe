import { loadSchema, NEWEST_MINOR, OLDEST_MINOR } from '@bulwark/schema';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits } from '../apply-edits.ts';
import { isArray, isObject, member, valueAt, type Json, type JsonObject } from '../json.ts';
import type { Path } from '../path.ts';
import { podWithDefaults, withDefaults } from './with-defaults.ts';

const schemas = await Promise.all([OLDEST_MINOR, 34, NEWEST_MINOR].map((minor) => loadSchema(minor)));

const CONTAINER = {
  image: 'nginx',
  ports: [{ containerPort: 80 }],
  env: [{ valueFrom: { fieldRef: {} } }],
  livenessProbe: { httpGet: {}, grpc: {} },
  lifecycle: { preStop: { httpGet: {} } },
  resources: { limits: { cpu: '1', memory: '300u', 'hugepages-2Mi': '2Mi' }, requests: { cpu: '1.0001' } },
};
const POD = {
  hostNetwork: true,
  serviceAccount: 'web',
  terminationGracePeriodSeconds: -1,
  containers: [CONTAINER],
  initContainers: [{ ...CONTAINER, restartPolicy: 'Always' }, CONTAINER],
  ephemeralContainers: [CONTAINER],
  volumes: [{ name: 'a' }, { projected: { sources: [{ serviceAccountToken: {} }] } }, { image: { reference: 'a' } }],
  resources: { limits: { cpu: '1' } },
};
const TEMPLATE = { metadata: { labels: { app: 'web' } }, spec: POD };

const SAMPLES: readonly JsonObject[] = [
  { apiVersion: 'v1', kind: 'Pod', metadata: {}, spec: POD, status: { podIP: '192.0.2.1', podIPs: [{ ip: '192.0.2.2' }] } },
  { apiVersion: 'v1', kind: 'ReplicationController', metadata: {}, spec: { selector: {}, template: TEMPLATE } },
  { apiVersion: 'apps/v1', kind: 'Deployment', spec: { strategy: { rollingUpdate: {} }, template: TEMPLATE } },
  { apiVersion: 'apps/v1', kind: 'DaemonSet', spec: { updateStrategy: { rollingUpdate: {} }, template: TEMPLATE } },
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    spec: { updateStrategy: { rollingUpdate: {} }, volumeClaimTemplates: [{ spec: {} }], template: TEMPLATE },
  },
  {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {},
    spec: { podFailurePolicy: { rules: [{ onPodConditions: [{ type: 'a' }] }] }, template: TEMPLATE },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    spec: {
      type: 'LoadBalancer',
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: {} },
      externalIPs: ['192.0.2.1'],
      ports: [{ port: 80 }],
    },
    status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } },
  },
  { apiVersion: 'v1', kind: 'Endpoints', subsets: [{ ports: [{}] }] },
  { apiVersion: 'v1', kind: 'LimitRange', spec: { limits: [{ type: 'Container', default: { cpu: '1' }, max: { a: '1u' } }] } },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'web', labels: {} }, status: {} },
  { apiVersion: 'v1', kind: 'Node', status: { capacity: { cpu: '1' } } },
  { apiVersion: 'v1', kind: 'PersistentVolume', spec: { rbd: {}, capacity: {} }, status: {} },
  { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', spec: { metrics: [], behavior: { scaleUp: {} } } },
  {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    spec: { names: { kind: 'Widget' }, versions: [{ name: 'v1', storage: true }] },
    status: { storedVersions: [] },
  },
  { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec: { policyTypes: [], egress: [{ ports: [{}] }] } },
  { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', spec: { parameters: {} } },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', roleRef: {}, subjects: [{ kind: 'User' }] },
  {
    apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta3',
    kind: 'PriorityLevelConfiguration',
    spec: { limited: { limitResponse: { queuing: {} } } },
  },
  {
    apiVersion: 'resource.k8s.io/v1',
    kind: 'ResourceClaim',
    spec: { devices: { requests: [{ exactly: { count: 0 }, firstAvailable: [{}] }] } },
  },
];

function pathsIn(value: Json | undefined, path: Path = []): readonly Path[] {
  const steps: Path = isArray(value) ? [...value.keys()] : isObject(value) ? Object.keys(value) : [];
  return [path, ...steps.flatMap((step) => pathsIn(valueAt(value, [step]), [...path, step]))];
}

const junk = fc.oneof(
  fc.constantFrom<Json>(null, true, 'text', '', 0, 5n, [], {}, [null], ['text'], [[]], { '*': [] }, '1e400', -1),
  fc.constant(JSON.parse('{"__proto__": {"name": "x"}, "constructor": [1], "hasOwnProperty": "300u"}') as Json),
);
/** Objects in which up to three values are replaced by what does not belong there. */
const spoilt = fc.constantFrom(...SAMPLES).chain((sample) => {
  const paths = pathsIn(sample).filter(([first]) => first !== undefined && first !== 'apiVersion' && first !== 'kind');
  const edit = fc.record({ op: fc.constant('set' as const), path: fc.constantFrom(...paths), value: junk });
  return fc.array(edit, { maxLength: 3 }).map((edits) => applyEdits(sample, edits) as JsonObject);
});
const schema = fc.constantFrom(...schemas);

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

const text = (value: Json): string => JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? `${each}n` : each));

test('whatever stands in an object, it is neither thrown at nor changed, and is complete at once', () => {
  fc.assert(
    fc.property(spoilt, schema, (object, minor) => {
      const before = text(object);
      const made = withDefaults(frozen(object), minor);
      expect(text(object)).toBe(before);
      // A second time finds nothing to add: the very same object comes back.
      expect(withDefaults(made, minor)).toBe(made);
    }),
    { numRuns: 3000 },
  );
});

/** Parts of `made` that are as in `given`, and are not the same thing. */
function copies(given: Json | undefined, made: Json | undefined): boolean {
  if (given === made || typeof given !== 'object' || typeof made !== 'object' || given === null || made === null) return false;
  if (text(given) === text(made)) return true;
  const steps: Path = isArray(given) ? [...given.keys()] : Object.keys(given);
  return steps.some((step) => copies(valueAt(given, [step]), valueAt(made, [step])));
}

test('what does not change is shared', () => {
  fc.assert(
    fc.property(spoilt, schema, (object, minor) => {
      expect(copies(object, withDefaults(object, minor))).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

/** Fields that are no longer there. The configuration of an affinity is replaced, or goes, as a whole. */
function gone(given: Json | undefined, made: Json | undefined): readonly string[] {
  if (!isObject(given) || !isObject(made)) return [];
  return Object.keys(given)
    .filter((key) => key !== 'sessionAffinityConfig')
    .flatMap((key) => (Object.hasOwn(made, key) ? gone(member(given, key), member(made, key)) : [key]));
}

test('every field is still there', () => {
  fc.assert(
    fc.property(spoilt, schema, (object, minor) => {
      expect(gone(object, withDefaults(object, minor))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test('a pod spec becomes what it becomes in a pod', () => {
  const spec = spoilt.map((object) => valueAt(object, ['spec', 'template', 'spec'])).filter(isObject);
  fc.assert(
    fc.property(spec, schema, (given, minor) => {
      const pod = withDefaults({ apiVersion: 'v1', kind: 'Pod', spec: given }, minor);
      expect(podWithDefaults(given, undefined, minor)).toEqual(pod);
    }),
    { numRuns: 300 },
  );
});
