import { kubeObject, type JsonObject, type KubeObject, type Path } from '@bulwark/model';
import { expect, test } from 'vitest';
import { fingerprint } from './fingerprint.ts';
import { objectsIn, pod } from './testing/objects.ts';

const web = { name: 'web', image: 'nginx', ports: [{ containerPort: 80 }, { containerPort: 80, protocol: 'UDP' }] };
const log = { name: 'log', image: 'fluent-bit' };
const of = (object: KubeObject, path: Path, control = 'pod/x'): string => fingerprint(control, object, path);
const withContainers = (...containers: readonly JsonObject[]): KubeObject => pod('shop', { containers });

test('32 hex digits', () => {
  expect(of(withContainers(web), ['spec'])).toMatch(/^[\da-f]{32}$/);
});

test('the order of containers does not count, nor what stands before them', () => {
  const path = (index: number): Path => ['spec', 'containers', index, 'image'];
  const alone = of(withContainers(web), path(0));
  expect(of(withContainers(log, web), path(1))).toBe(alone);
  expect(of(withContainers(web, log), path(0))).toBe(alone);
  expect(of(withContainers(web, log), path(1))).not.toBe(alone);
});

test('the file, the scope and the version of the API do not count', () => {
  const text = 'kind: Deployment\nmetadata: {name: web}\nspec: {replicas: 1}\n';
  const all = [
    ...objectsIn(`apiVersion: apps/v1\n${text}`, 'a.yaml'),
    ...objectsIn(`# moved\n\napiVersion: apps/v1\n${text}`, 'b/c.yaml', { scope: 'b' }),
    ...objectsIn(`apiVersion: apps/v1beta2\n${text}`, 'a.yaml'),
  ];
  expect(new Set(all.map((object) => of(object, ['spec', 'replicas']))).size).toBe(1);
});

test('the control, the identity and the path count', () => {
  const object = withContainers(web);
  const renamed = (change: JsonObject): KubeObject => kubeObject({ ...object.value, ...change });
  const all = [
    of(object, ['spec']),
    of(object, ['spec'], 'pod/y'),
    of(object, ['spec', 'hostPID']),
    of(object, ['metadata']),
    of(renamed({ metadata: { name: 'shop', namespace: 'other' } }), ['spec']),
    of(renamed({ metadata: { name: 'shop' } }), ['spec']),
    of(renamed({ metadata: { name: 'other', namespace: 'shop' } }), ['spec']),
    of(renamed({ kind: 'Job' }), ['spec']),
    of(renamed({ apiVersion: 'batch/v1' }), ['spec']),
  ];
  expect(new Set(all).size).toBe(all.length);
});

test('ports are named by number and protocol', () => {
  const object = withContainers(web);
  const port = (index: number): string => of(object, ['spec', 'containers', 0, 'ports', index]);
  expect(port(0)).not.toBe(port(1));
  const swapped = withContainers({ ...web, ports: web.ports.toReversed() });
  expect(of(swapped, ['spec', 'containers', 0, 'ports', 1])).toBe(port(0));
});

test('items of one name are told apart by their order, and the first keeps its fingerprint', () => {
  const twice = withContainers(log, web, { ...web, image: 'other' });
  const path = (index: number): Path => ['spec', 'containers', index, 'image'];
  expect(of(twice, path(1))).toBe(of(withContainers(web), path(0)));
  expect(of(twice, path(2))).not.toBe(of(twice, path(1)));
});

test('items of a list without a key are named by their number', () => {
  const object = withContainers({ ...web, args: ['a', 'b', 'a'] });
  const arg = (index: number): string => of(object, ['spec', 'containers', 0, 'args', index]);
  expect(new Set([arg(0), arg(1), arg(2)]).size).toBe(3);
});

test('a key cannot pretend to be a path', () => {
  const object = withContainers({ name: 'a', 'image]': 'x' });
  expect(of(object, ['spec', 'containers', 0, 'image]'])).not.toBe(of(object, ['spec', 'containers', 0, 'image', ']']));
  expect(of(object, ['spec', 'x', '0'])).not.toBe(of(object, ['spec', 'x', 0]));
});
