import { expect, test } from 'vitest';
import { listKey } from './list-keys.ts';

test.each([
  ['containers', ['name']],
  ['initContainers', ['name']],
  ['env', ['name']],
  ['volumes', ['name']],
  ['volumeMounts', ['mountPath']],
  ['hostAliases', ['ip']],
  ['topologySpreadConstraints', ['topologyKey', 'whenUnsatisfiable']],
  ['conditions', ['type']],
  ['ownerReferences', ['uid']],
  ['ports', ['containerPort', 'protocol']],
])('the items of %s are named by %j', (field, key) => {
  expect(listKey(field)).toEqual(key);
});

test('a port tells whose it is', () => {
  expect(listKey('ports', { containerPort: 80 })).toEqual(['containerPort', 'protocol']);
  expect(listKey('ports', { containerPort: 80, port: 8 })).toEqual(['containerPort', 'protocol']);
  expect(listKey('ports', { port: 80, targetPort: 8080 })).toEqual(['port', 'protocol']);
  expect(listKey('ports', { number: 80 })).toBeUndefined();
  expect(listKey('ports', 'http')).toEqual(['containerPort', 'protocol']);
});

test.each(['args', 'command', 'rules', 'tolerations', 'constructor', '__proto__', ''])('the items of %s have no key', (field) => {
  expect(listKey(field)).toBeUndefined();
});
