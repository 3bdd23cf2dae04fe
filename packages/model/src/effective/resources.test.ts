import { expect, test } from 'vitest';
import { effectiveResources, limitRangeDefaults, type EffectiveResources, type ResourceAmounts } from './resources.ts';
import { Inventory } from '../inventory/inventory.ts';
import type { Json, JsonObject } from '../json.ts';
import { kubeObject, type KubeObject } from '../kube-object.ts';
import { formatPath } from '../path.ts';
import { workloadsOf } from '../workload/workloads.ts';

function range(name: string, limits: Json, namespace = 'shop'): KubeObject {
  return kubeObject({ apiVersion: 'v1', kind: 'LimitRange', metadata: { name, namespace }, spec: { limits } });
}

function resources(container: JsonObject, ranges: readonly KubeObject[] = [], pod: JsonObject = {}): EffectiveResources {
  const object = kubeObject({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { containers: [{ name: 'web', ...container }], ...pod },
  });
  const [workload] = workloadsOf(object);
  const first = workload?.containers.at(-1);
  if (workload === undefined || first === undefined) throw new Error('no container');
  return effectiveResources(workload, first, Inventory.of([object, ...ranges]).scopeOf(object));
}

const show = (amounts: ResourceAmounts): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(amounts).map(([name, { value, from, object, path }]) => [
      name,
      `${typeof value === 'object' ? '?' : value} ${from} ${object.name} ${formatPath(path)}`,
    ]),
  );

test("a container's own amounts", () => {
  const found = resources({ resources: { limits: { cpu: 2, memory: '1Gi' }, requests: { cpu: '500m' } } });
  expect(show(found.limits)).toEqual({
    cpu: '2 container web spec.containers[0].resources.limits.cpu',
    memory: '1Gi container web spec.containers[0].resources.limits.memory',
  });
  expect(show(found.requests)).toEqual({
    cpu: '500m container web spec.containers[0].resources.requests.cpu',
    memory: '1Gi limit web spec.containers[0].resources.limits.memory',
  });
});

test('what is not set comes from the LimitRange of the namespace', () => {
  const limits = [{ type: 'Container', default: { memory: '512Mi', cpu: '1' }, defaultRequest: { memory: '256Mi' } }];
  const found = resources({ resources: { limits: { cpu: '2' } } }, [
    range('defaults', limits),
    range('other', limits, 'elsewhere'),
  ]);
  expect(show(found.limits)).toEqual({
    cpu: '2 container web spec.containers[0].resources.limits.cpu',
    memory: '512Mi limit-range defaults spec.limits[0].default.memory',
  });
  expect(show(found.requests)).toEqual({
    cpu: '2 limit web spec.containers[0].resources.limits.cpu',
    memory: '256Mi limit-range defaults spec.limits[0].defaultRequest.memory',
  });
});

test('a LimitRange fills its own gaps: max for the default, the default and then min for the default request', () => {
  const object = range('it', [
    { type: 'Container', max: { cpu: '4', memory: '4Gi' }, default: { cpu: '1' }, min: { storage: '1', cpu: '100m' } },
  ]);
  const { limits, requests, objects } = limitRangeDefaults(Inventory.of([object]).scopeOf(object), 'shop');
  expect(objects).toEqual([object]);
  expect(show(limits)).toEqual({
    cpu: '1 limit-range it spec.limits[0].default.cpu',
    memory: '4Gi limit-range it spec.limits[0].max.memory',
  });
  expect(show(requests)).toEqual({
    cpu: '1 limit-range it spec.limits[0].default.cpu',
    memory: '4Gi limit-range it spec.limits[0].max.memory',
    storage: '1 limit-range it spec.limits[0].min.storage',
  });
});

test('within a LimitRange the last item decides, of several the first', () => {
  const item = (cpu: string): Json => ({ type: 'Container', default: { cpu } });
  const first = range('a', [item('1'), item('2'), { type: 'Pod', max: { cpu: '9' } }]);
  const found = resources({}, [range('b', [item('3')]), first]);
  expect(show(found.limits)).toEqual({ cpu: '2 limit-range a spec.limits[1].default.cpu' });
});

test('null is no amount, and a wrong type none either', () => {
  const pod = { limits: {}, requests: {} };
  expect(resources({ resources: { limits: { cpu: null }, requests: 'text' } })).toEqual({ limits: {}, requests: {}, pod });
  expect(
    resources({ resources: [] }, [range('a', 'text'), range('b', ['x', { type: 'Container', default: 'x' }])]).limits,
  ).toEqual({});
});

test('ephemeral containers have no resources', () => {
  const ephemeralContainers = [{ name: 'debug' }];
  const found = resources({}, [range('a', [{ type: 'Container', default: { cpu: '1' } }])], { ephemeralContainers });
  expect(found).toEqual({ limits: {}, requests: {}, pod: { limits: {}, requests: {} } });
});

test('what the pod has as a whole stands beside', () => {
  const found = resources({}, [], { resources: { limits: { memory: '2Gi' }, requests: { cpu: '1' } } });
  expect(show(found.pod.limits)).toEqual({ memory: '2Gi pod web spec.resources.limits.memory' });
  expect(show(found.pod.requests)).toEqual({ cpu: '1 pod web spec.resources.requests.cpu' });
  expect(found.limits).toEqual({});
});

test('a resource may have any name', () => {
  const hostile = JSON.parse('{"resources": {"limits": {"__proto__": "1", "constructor": "2"}}}') as JsonObject;
  expect(Object.entries(resources(hostile).limits).map(([name, { value }]) => [name, value])).toEqual(
    expect.arrayContaining([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]),
  );
});
