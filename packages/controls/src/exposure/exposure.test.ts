import { scan } from '@bulwark/engine';
import type { JsonObject } from '@bulwark/model';
import { expect, test } from 'vitest';
import { controls } from '../registry.ts';
import { exampleInventory } from '../testing/example-inventory.ts';

function messages(id: string, values: readonly JsonObject[]): readonly string[] {
  const yaml = values.map((value) => JSON.stringify(value)).join('\n---\n');
  return scan(exampleInventory({ name: 'some', yaml }), {
    controls: controls.filter((control) => control.id === id),
  }).findings.map(({ message }) => message);
}

const named = (apiVersion: string, kind: string, spec: JsonObject, metadata: JsonObject = {}): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name: 'web', namespace: 'shop', ...metadata },
  spec,
});
const POD = named(
  'v1',
  'Pod',
  { containers: [{ name: 'web', image: 'ollama/ollama:0.12.6' }] },
  { labels: { app: 'web', tier: 'front' } },
);
const service = (spec: JsonObject = {}, metadata: JsonObject = {}): JsonObject =>
  named('v1', 'Service', { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec }, metadata);
const BACKEND = { defaultBackend: { service: { name: 'web', port: { number: 80 } } } };
const route = (parent: JsonObject): JsonObject =>
  named('gateway.networking.k8s.io/v1', 'HTTPRoute', {
    parentRefs: [parent],
    rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
  });
const virtual = (gateways: readonly string[]): JsonObject =>
  named('networking.istio.io/v1', 'VirtualService', { gateways, http: [{ route: [{ destination: { host: 'web' } }] }] });

test.for<[string, readonly JsonObject[], number]>([
  ['no way in', [service()], 0],
  ['a public load balancer', [service({ type: 'LoadBalancer' })], 1],
  ['ranges of clients', [service({ type: 'LoadBalancer', loadBalancerSourceRanges: ['203.0.113.0/24'] })], 0],
  ['an Ingress', [service(), named('networking.k8s.io/v1', 'Ingress', BACKEND)], 1],
  ['an Ingress of another namespace', [service(), named('networking.k8s.io/v1', 'Ingress', BACKEND, { namespace: 'else' })], 0],
  ['an internal Ingress', [service(), named('networking.k8s.io/v1', 'Ingress', { ...BACKEND, ingressClassName: 'alb' })], 0],
  [
    'the old form of an Ingress',
    [service(), named('extensions/v1beta1', 'Ingress', { backend: { serviceName: 'web', servicePort: 80 } })],
    1,
  ],
  ['a route of a Gateway', [service(), route({ name: 'public' })], 1],
  ['a route of a mesh', [service(), route({ kind: 'Service', group: '', name: 'web' })], 0],
  ['a route of an internal Gateway', [service(), route({ name: 'envoy-internal' })], 0],
  ['a gateway of Istio', [service(), virtual(['istio-system/public', 'mesh'])], 1],
  ['the mesh', [service(), virtual(['mesh'])], 0],
  ['a selector that wants more', [service({ type: 'NodePort', selector: { app: 'web', tier: 'back' } })], 0],
  ['no selector', [service({ type: 'NodePort', selector: {} })], 0],
  ['a Service of another namespace', [service({ type: 'NodePort' }, { namespace: 'else' })], 0],
])('exposure/external-workload: %s', ([, values, count]) => {
  expect(messages('exposure/external-workload', [POD, ...values])).toHaveLength(count);
});

test('a console is known by its image before its name', () => {
  const node = service({ type: 'NodePort' }, { name: 'jenkins' });
  expect(messages('exposure/sensitive-interface', [POD, node])[0]).toMatch(/^Ollama is reached/);
  expect(messages('exposure/sensitive-interface', [node])[0]).toMatch(/^Jenkins, by the name of the Service "jenkins"/);
  expect(messages('exposure/sensitive-interface', [service({ type: 'NodePort', selector: {} }, { name: 'jenkins' })])).toEqual(
    [],
  );
});

test('an Ingress that asks who it is guards what is behind it', () => {
  const ingress = (annotations: JsonObject): JsonObject => named('networking.k8s.io/v1', 'Ingress', BACKEND, { annotations });
  const count = (annotations: JsonObject): number =>
    messages('exposure/sensitive-interface', [POD, service(), ingress(annotations)]).length;
  expect(count({})).toBe(1);
  expect(count({ 'nginx.ingress.kubernetes.io/auth-url': 'https://auth.example.com' })).toBe(0);
  expect(count({ 'nginx.ingress.kubernetes.io/whitelist-source-range': '203.0.113.0/24' })).toBe(0);
  expect(count({ 'traefik.ingress.kubernetes.io/router.middlewares': 'auth-authelia@kubernetescrd' })).toBe(0);
  expect(count({ 'nginx.ingress.kubernetes.io/proxy-body-size': '8m' })).toBe(1);
});
