import { scan } from '@bulwark/engine';
import { formatPath, Inventory, kubeObject, type Json, type JsonObject, type Partiality } from '@bulwark/model';
import { expect, test } from 'vitest';
import control from './run-as-root.ts';

/** Severity, path and message of every finding; `unknown` with its reason. */
function said(spec: JsonObject): readonly string[] {
  const pod = kubeObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec });
  const { findings, unknown } = scan(Inventory.of([pod]), { controls: [control] });
  return [
    ...findings.map(({ severity, path, message }) => `${severity} ${formatPath(path)}: ${message}`),
    ...unknown.map(({ path, reason }) => `unknown ${formatPath(path)}: ${reason}`),
  ];
}

const container = (securityContext: Json = null): JsonObject => ({ name: 'web', image: 'nginx:1.29', securityContext });

const OWN = 'spec.containers[0].securityContext';
const POD = 'spec.securityContext';

/** Pod, container, verdict: every pair of values that matter. `-` is unset. */
const matrix: readonly (readonly [pod: JsonObject, own: JsonObject, said: string])[] = [
  [{}, {}, `medium ${OWN}.runAsNonRoot: container "web" may run as root: neither runAsNonRoot nor runAsUser is set`],
  [{}, { runAsNonRoot: true }, ''],
  [{ runAsNonRoot: true }, {}, ''],
  [
    {},
    { runAsNonRoot: false },
    `medium ${OWN}.runAsNonRoot: container "web" may run as root: runAsNonRoot is false and no runAsUser is set`,
  ],
  [
    { runAsNonRoot: true },
    { runAsNonRoot: false },
    `medium ${OWN}.runAsNonRoot: container "web" may run as root: runAsNonRoot is false, over the pod's true, and no runAsUser is set`,
  ],
  [
    { runAsNonRoot: false },
    {},
    `medium ${POD}.runAsNonRoot: container "web" may run as root: runAsNonRoot is false and no runAsUser is set`,
  ],
  [{ runAsNonRoot: false }, { runAsNonRoot: true }, ''],
  [{ runAsUser: 1000 }, {}, ''],
  [{ runAsUser: 1000 }, { runAsNonRoot: false }, ''],
  [{ runAsUser: 1000 }, { runAsUser: 0 }, `high ${OWN}.runAsUser: container "web" runs as root: runAsUser is 0`],
  [{ runAsUser: 0 }, {}, `high ${POD}.runAsUser: container "web" runs as root: the pod's runAsUser is 0`],
  [{ runAsUser: 0 }, { runAsUser: 1000 }, ''],
  [
    { runAsUser: 0 },
    { runAsNonRoot: true },
    `low ${POD}.runAsUser: container "web" cannot start: runAsUser is 0 and runAsNonRoot is true`,
  ],
  [
    { runAsNonRoot: true },
    { runAsUser: 0 },
    `low ${OWN}.runAsUser: container "web" cannot start: runAsUser is 0 and runAsNonRoot is true`,
  ],
  [
    { runAsNonRoot: true },
    { runAsUser: 0, runAsNonRoot: false },
    `high ${OWN}.runAsUser: container "web" runs as root: runAsUser is 0`,
  ],
  [{}, { runAsUser: '0' }, `unknown ${OWN}.runAsUser: runAsUser is "0", which the API server refuses`],
  [{}, { runAsUser: -1 }, `unknown ${OWN}.runAsUser: runAsUser is -1, which the API server refuses`],
  [{}, { runAsNonRoot: 'yes' }, `unknown ${OWN}.runAsNonRoot: runAsNonRoot is "yes", which the API server refuses`],
];

test.for(matrix)('pod %j, container %j', ([pod, own, verdict]) => {
  expect(said({ securityContext: pod, containers: [container(own)] })).toEqual(verdict === '' ? [] : [verdict]);
});

test('a number that no double holds is no user', () => {
  expect(said({ containers: [container({ runAsUser: 2n ** 60n })] })).toEqual([
    `unknown ${OWN}.runAsUser: runAsUser is "1152921504606846976", which the API server refuses`,
  ]);
});

test('in a user namespace, both certain and possible root are low', () => {
  expect(
    said({ hostUsers: false, containers: [container({ runAsUser: 0 }), { ...container(), name: 'log' }] }).map(
      (text) => text.split(' ')[0],
    ),
  ).toEqual(['low', 'low']);
});

test('Windows pods have no root, Linux pods do whatever their node selector says', () => {
  const containers = [container({ runAsUser: 0 })];
  expect(said({ os: { name: 'windows' }, containers })).toEqual([]);
  expect(said({ nodeSelector: { 'kubernetes.io/os': 'windows' }, containers })).toEqual([]);
  expect(said({ os: { name: 'linux' }, nodeSelector: { 'kubernetes.io/os': 'windows' }, containers })).toHaveLength(1);
});

test('containers that one field of the pod decides are one finding, all others are one each', () => {
  const containers = [container(), { ...container(), name: 'log' }, { ...container({ runAsUser: 0 }), name: 'side' }];
  expect(said({ securityContext: { runAsUser: 0 }, containers })).toEqual([
    'high spec.containers[2].securityContext.runAsUser: container "side" runs as root: runAsUser is 0',
    'high spec.securityContext.runAsUser: container "web" and container "log" run as root: the pod\'s runAsUser is 0',
  ]);
  expect(said({ containers: containers.slice(0, 2) })).toHaveLength(2);
});

test('where another object decides what the pod leaves out, possible root is unknown, and certain root is not', () => {
  const ofTask = (securityContext: JsonObject): readonly string[] => {
    const task = kubeObject({
      apiVersion: 'tekton.dev/v1',
      kind: 'Task',
      metadata: { name: 'build' },
      spec: { steps: [{ name: 'build', image: 'maven:3.9', securityContext }] },
    });
    const { findings, unknown } = scan(Inventory.of([task]), { controls: [control] });
    return [...findings.map(({ severity }) => severity), ...unknown.map(({ reason }) => reason)];
  };
  expect(ofTask({})).toEqual(['the run of the Task decides what its pod is like']);
  expect(ofTask({ runAsUser: 0 })).toEqual(['high']);
  expect(ofTask({ runAsUser: 1000 })).toEqual([]);
});

function ofPartial(partial: Partiality, spec: JsonObject): readonly string[] {
  const pod = kubeObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec }, { partial });
  const { findings, unknown } = scan(Inventory.of([pod]), { controls: [control] });
  return [...findings.map(({ path }) => formatPath(path)), ...unknown.map(({ reason }) => reason)];
}

test("what a container's own user decides holds in a partial object too, the rest is unknown once", () => {
  const root = { name: 'root', securityContext: { runAsUser: 0 } };
  const user = { name: 'user', securityContext: { runAsUser: 5 } };
  const open = { name: 'open' };
  const rest = 'the API server demands it, so this is a part of an object, and the rest is elsewhere';
  const patch = 'it is a Kustomize patch: what it leaves out is in its base';
  expect(ofPartial('incomplete-workload', { containers: [open, root, open] })).toEqual([
    'spec.containers[1].securityContext.runAsUser',
    `container "open" has no image: ${rest}`,
  ]);
  expect(ofPartial('incomplete-workload', { containers: [user] })).toEqual([]);
  expect(ofPartial('incomplete-workload', { securityContext: { runAsUser: 0 }, containers: [open] })).toEqual([
    'spec.securityContext.runAsUser',
  ]);
  expect(ofPartial('incomplete-workload', { containers: [] })).toEqual([`it has no spec.containers: ${rest}`]);
  expect(ofPartial('kustomize-patch', { containers: [root] })).toEqual(['spec.containers[0].securityContext.runAsUser', patch]);
  expect(ofPartial('kustomize-patch', { securityContext: { runAsUser: 0 }, containers: [open] })).toEqual([patch]);
});

test('root gives way to the user of a container beside, or to the one that the image says', () => {
  const fixOf = (...containers: readonly JsonObject[]): unknown => {
    const pod = kubeObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers } });
    const { findings } = scan(Inventory.of([pod]), { controls: [control] });
    return findings.flatMap(({ fix }) =>
      fix?.edits.map((edit) => [edit.op, edit.path.at(-1), 'value' in edit ? edit.value : undefined]),
    );
  };
  expect(fixOf(container({ runAsUser: 0 }), container({ runAsUser: 1000 }))).toEqual([
    ['set', 'runAsUser', 1000],
    ['set', 'runAsNonRoot', true],
  ]);
  expect(fixOf(container({ runAsUser: 0 }))).toEqual([
    ['delete', 'runAsUser', undefined],
    ['set', 'runAsNonRoot', true],
  ]);
});
