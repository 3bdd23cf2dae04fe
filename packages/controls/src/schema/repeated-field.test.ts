import { scan } from '@bulwark/engine';
import { formatPath, KindSchemas } from '@bulwark/model';
import { loadSchema } from '@bulwark/schema';
import { expect, test } from 'vitest';
import { exampleInventory } from '../testing/example-inventory.ts';
import control from './repeated-field.ts';

const kinds = new KindSchemas(await loadSchema());

/** `severity path` of each finding. */
function findings(yaml: string): readonly string[] {
  const { findings: found } = scan(exampleInventory({ name: 'repeated', yaml }), { controls: [control], kinds });
  return found.map(({ severity, path, place }) => `${severity} ${formatPath(path)} ${place?.line}`);
}

test('what decides about security weighs more, wherever it stands', () => {
  const container = (text: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: b\n${text}`;
  expect(findings(container('    securityContext: {}\n    securityContext: {}\n'))).toEqual([
    'high spec.containers[0].securityContext 9',
  ]);
  expect(findings(container('    securityContext: {privileged: false, privileged: true}\n'))).toEqual([
    'high spec.containers[0].securityContext.privileged 8',
  ]);
  expect(findings(container('    args: [a]\n    args: [b]\n    args: [c]\n'))).toEqual(['medium spec.containers[0].args 10']);
});

test('of a List each object has its own', () => {
  const item = (name: string, data: string): string =>
    `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"${name}"},"data":${data}}`;
  const list = `{"apiVersion":"v1","kind":"List","items":[${item('a', '{"x":"1","x":"2"}')},${item('b', '{"x":"1"}')}]}`;
  expect(findings(list)).toEqual(['medium data.x 1']);
});

test('objects of kinds that nobody knows have repeated keys too', () => {
  expect(findings('apiVersion: example.com/v1\nkind: Shop\nmetadata: {name: a}\nspec:\n  open: true\n  open: false\n')).toEqual([
    'medium spec.open 6',
  ]);
});

test('a key that overrides what a merge brings in is written once', () => {
  const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  <<: {x: a}\n  x: b\n';
  expect(findings(map)).toEqual([]);
  expect(findings(`${map}  x: c\n`)).toEqual(['medium data.x 7']);
});
