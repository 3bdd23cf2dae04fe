import { kubeObject, lineStartsOf, type JsonObject } from '@bulwark/model';
import { expect, test } from 'vitest';
import { isPatchDirective, whyNotSent } from './not-for-the-server.ts';

function why(value: JsonObject, path = 'k8s/pod.yaml'): string | undefined {
  const locator = { find: () => undefined, nearest: () => undefined, below: () => locator };
  const file = { path, lineStarts: lineStartsOf('') };
  return whyNotSent(kubeObject({ apiVersion: 'v1', kind: 'Pod', ...value }, { origin: { file, document: 0, locator } }))?.slice(
    0,
    20,
  );
}

test.each<[string, JsonObject, string | undefined]>([
  ['an object', { spec: { containers: [{ name: 'a' }] } }, undefined],
  ['an encrypted one', { sops: { mac: 'x' } }, 'SOPS has encrypted i'],
  ['a member of the name alone', { sops: 'x' }, undefined],
  ['an expression of a test', { spec: { containers: [{ '(length(env) > `1`)': true }] } }, 'it holds expressions'],
  ['brackets in a value', { metadata: { name: '(a)' } }, undefined],
  ['a part of a definition', { kind: 'CustomResourceDefinition', spec: { conversion: {} } }, 'it defines no kind: '],
  ['a definition', { kind: 'CustomResourceDefinition', spec: { names: {} } }, undefined],
])('%s', (_, value, reason) => {
  expect(why(value)).toBe(reason);
});

test.each([
  ['tests/01-assert.yaml', true],
  ['00-errors.yml', true],
  ['tests/01-assert-second-config.yaml', true],
  ['tests/01-install.yaml', false],
  ['assert.yaml', false],
  ['01-assertive.yaml', false],
])('%s is a file of assertions: %s', (path, is) => {
  expect(why({}, path) !== undefined).toBe(is);
});

test.each([
  ['$patch', true],
  ['$retainKeys', true],
  ['$setElementOrder/containers', true],
  ['$deleteFromPrimitiveList/args', true],
  ['$ref', false],
  ['patch', false],
])('%s is a directive: %s', (name, is) => {
  expect(isPatchDirective(name)).toBe(is);
});
