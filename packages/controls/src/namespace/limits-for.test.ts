import { scan } from '@bulwark/engine';
import { expect, test } from 'vitest';
import type { Control } from '../control.ts';
import { exampleInventory } from '../testing/example-inventory.ts';
import noLimitRange from './no-limit-range.ts';
import noResourceQuota from './no-resource-quota.ts';

const namespace = (name: string): string => `---
apiVersion: v1
kind: Namespace
metadata: {name: ${name}}
`;
const pod = (where: string): string => `---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: ${where}}
spec: {containers: [{name: web, image: "nginx:1.29"}]}
`;
const object = (kind: string, where: string, spec: string): string => `---
apiVersion: v1
kind: ${kind}
metadata: {name: bounds${where === '' ? '' : `, namespace: ${where}`}}
spec: {${spec}}
`;
const quota = (where: string, hard = '{pods: "10"}'): string => object('ResourceQuota', where, `hard: ${hard}`);
const range = (where: string, entry: string): string => object('LimitRange', where, `limits: [${entry}]`);

function judged(control: Control, yaml: string, complete = false): readonly string[] {
  const { findings, unknown } = scan(exampleInventory({ name: 'test', yaml, complete }), { controls: [control] });
  return [...findings.map(({ message }) => message), ...unknown.map(({ reason }) => `unknown: ${reason}`)];
}

const MISSING = 'the namespace "shop" is not bounded: none of the objects that were read is a ResourceQuota for it';

test.for<[what: string, yaml: string, expected: readonly string[]]>([
  ['the namespace alone', namespace('shop'), []],
  ['workloads of another namespace', namespace('shop') + pod('other'), []],
  ['a workload and no quota', namespace('shop') + pod('shop'), [MISSING]],
  ['a quota of another namespace', namespace('shop') + pod('shop') + quota('other'), [MISSING]],
  ['a quota that allows nothing is one', namespace('shop') + pod('shop') + quota('shop', '{pods: 0}'), []],
  [
    'a quota that leaves its namespace open, in the same file',
    namespace('shop') + pod('shop') + quota(''),
    ['unknown: the ResourceQuota "bounds" names no namespace: it may be for this one'],
  ],
  ['a namespace of Kubernetes itself', namespace('kube-system') + pod('kube-system'), []],
])('%s', ([, yaml, expected]) => expect(judged(noResourceQuota, yaml)).toEqual(expected));

test('of a whole cluster, a namespace with nothing in it is judged too', () => {
  expect(judged(noResourceQuota, namespace('shop'), true)).toEqual([MISSING]);
});

test.for<[entry: string, bounds: boolean]>([
  ['{type: Container, default: {memory: 1Gi}}', true],
  ['{type: Pod, max: {memory: 1Gi}}', true],
  ['{type: Container}', false],
  ['{type: Container, default: {}}', false],
  ['{type: PersistentVolumeClaim, max: {storage: 1Gi}}', false],
  ['7', false],
])('a LimitRange of %s bounds containers: %s', ([entry, bounds]) => {
  const yaml = namespace('shop') + pod('shop') + range('shop', entry);
  const ofNamespace = judged(noLimitRange, yaml).filter((message) => message.startsWith('the namespace'));
  expect(ofNamespace).toEqual(bounds ? [] : ['the namespace "shop" is not bounded: its LimitRange sets no limit']);
});
