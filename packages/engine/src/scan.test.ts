import { Inventory, kubeObject, refOf, UserError } from '@bulwark/model';
import { expect, test } from 'vitest';
import { scan } from './scan.ts';
import { objectControl, POD, SERVICE_ACCOUNT, workloadControl } from './testing/controls.ts';
import { objectsIn, pod, serviceAccount } from './testing/objects.ts';

const everyContainer = workloadControl('test/containers', {
  *check(workload) {
    for (const container of workload.containers)
      yield { at: container.path, message: `the container ${container.name} is there` };
  },
});

test('a workload control sees every workload, in whatever kind it is', () => {
  const objects = objectsIn(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers: [{name: a, image: a}, {name: b, image: b}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {ports: [{port: 80}]}
`);
  const { findings } = scan(Inventory.of(objects), { controls: [everyContainer] });
  expect(findings.map(({ message, object }) => [object.kind, message])).toEqual([
    ['Deployment', 'the container a is there'],
    ['Deployment', 'the container b is there'],
  ]);
});

test('what a workflow says once for all its templates is one finding, what each of them says is one each', () => {
  const objects = objectsIn(`
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: build}
spec:
  hostNetwork: true
  templates:
    - {name: one, container: {image: a}}
    - {name: two, container: {image: b}}
`);
  const shared = workloadControl('test/shared', {
    check: () => [
      { at: ['spec', 'hostNetwork'], message: 'the network is shared' },
      { at: ['spec'], unknown: 'nobody knows' },
    ],
  });
  const result = scan(Inventory.of(objects), { controls: [shared, everyContainer] });
  expect(result.findings.map(({ control, path }) => [control, path.join('.')])).toEqual([
    ['test/shared', 'spec.hostNetwork'],
    ['test/containers', 'spec.templates.0.container'],
    ['test/containers', 'spec.templates.1.container'],
  ]);
  expect(result.unknown).toHaveLength(1);
});

test('an object control sees its kinds, or all objects', () => {
  const accounts = objectControl('test/accounts', [SERVICE_ACCOUNT], { check: () => [{ at: [], message: 'an account' }] });
  const all = objectControl('test/all', 'object', { check: () => [{ at: [], message: 'an object' }] });
  const inventory = Inventory.of([
    pod('web'),
    serviceAccount('web'),
    kubeObject({ apiVersion: 'example.com/v1', kind: 'Pod', metadata: { name: 'x' } }),
  ]);
  const { findings } = scan(inventory, { controls: [accounts, all] });
  // Live objects have no place: by object, then by control.
  expect(findings.map(({ control, object }) => `${control} ${object.apiVersion} ${object.kind}`)).toEqual([
    'test/all v1 Pod',
    'test/accounts v1 ServiceAccount',
    'test/all v1 ServiceAccount',
    'test/all example.com/v1 Pod',
  ]);
});

test('a finding carries what the control says and what the engine knows', () => {
  const control = objectControl('test/labels', [POD], {
    severity: 'high',
    reads: [SERVICE_ACCOUNT],
    *check(object, { scope }) {
      const account = scope.get('', 'ServiceAccount', object.namespace, 'web');
      yield {
        at: ['metadata', 'labels', 'app'],
        message: 'the label is wrong',
        severity: { level: 'low', reason: 'it is only a label' },
        evidence:
          account === undefined
            ? []
            : [
                { text: 'the account says so', object: refOf(account), path: ['metadata', 'name'] },
                { text: 'so does the pod', path: ['kind'] },
              ],
        fix: { kind: 'fix', edits: [{ op: 'delete', path: ['metadata', 'labels', 'app'] }] },
      };
    },
  });
  const text = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app: web
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
`;
  const [finding] = scan(Inventory.of(objectsIn(text, 'k8s/web.yaml')), { controls: [control] }).findings;
  expect(finding).toEqual({
    control: 'test/labels',
    title: 'Nothing is wrong',
    severity: 'low',
    severityReason: 'it is only a label',
    object: { apiVersion: 'v1', kind: 'Pod', namespace: undefined, name: 'web' },
    path: ['metadata', 'labels', 'app'],
    place: { file: 'k8s/web.yaml', line: 6, column: 5, endLine: 6, endColumn: 13, exact: true },
    message: 'the label is wrong',
    evidence: [
      {
        text: 'the account says so',
        object: { apiVersion: 'v1', kind: 'ServiceAccount', namespace: undefined, name: 'web' },
        path: ['metadata', 'name'],
        place: { file: 'k8s/web.yaml', line: 11, column: 3, endLine: 11, endColumn: 12, exact: true },
      },
      {
        text: 'so does the pod',
        path: ['kind'],
        place: { file: 'k8s/web.yaml', line: 2, column: 1, endLine: 2, endColumn: 10, exact: true },
      },
    ],
    remediation: 'Mend it',
    fix: { kind: 'fix', edits: [{ op: 'delete', path: ['metadata', 'labels', 'app'] }] },
    fingerprint: expect.stringMatching(/^[\da-f]{32}$/),
  });
});

test('a partial object is unknown to controls that look for what is missing, and judged by the others', () => {
  const text =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: web}]}}}\n';
  const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\n';
  const value = workloadControl('test/value', {
    judgesPartial: true,
    check: () => [{ at: ['kind'], message: 'a value that is there' }],
  });
  const deployments = objectControl('test/deployments', [{ group: 'apps', kind: 'Deployment' }], {
    check: () => [{ at: [], message: 'no' }],
  });
  const inventory = Inventory.of([
    ...objectsIn(text, 'a.yaml', { partial: 'incomplete-workload' }),
    ...objectsIn(service, 'b.yaml', { partial: 'kustomize-patch' }),
  ]);
  const result = scan(inventory, { controls: [everyContainer, value, deployments] });
  expect(result.findings.map(({ control }) => control)).toEqual(['test/value']);
  expect(
    result.unknown.map(({ control, object, reason, place }) => ({ control, kind: object.kind, reason, line: place?.line })),
  ).toEqual([
    {
      control: 'test/containers',
      kind: 'Deployment',
      line: 4,
      reason: 'it has no spec.selector: the API server demands it, so this is a part of an object, and the rest is elsewhere',
    },
    {
      control: 'test/deployments',
      kind: 'Deployment',
      line: 4,
      reason: 'it has no spec.selector: the API server demands it, so this is a part of an object, and the rest is elsewhere',
    },
  ]);
});

test('where nobody knows what an object is called, controls that look up others cannot decide, and the rest do', () => {
  const text = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: no}\nspec: {containers: [{name: web}]}\n';
  const crossing = workloadControl('test/crossing', {
    reads: [SERVICE_ACCOUNT],
    check: () => [{ at: ['kind'], message: 'a verdict that rests on a wrong look-up' }],
  });
  const result = scan(Inventory.of(objectsIn(text)), { controls: [everyContainer, crossing] });
  expect(result.findings.map(({ control }) => control)).toEqual(['test/containers']);
  expect(result.unknown).toMatchObject([
    {
      control: 'test/crossing',
      path: ['metadata', 'namespace'],
      place: { line: 3, column: 23 },
      reason: 'metadata.namespace is read as false, not as text, and the API server refuses it: put it in quotes',
    },
  ]);
});

test('a secret that a control quotes gets into no result', () => {
  const quoting = objectControl('test/quoting', [POD], {
    check: () => [
      {
        at: ['kind'],
        message: 'the image "u:pw@reg/a" is there',
        evidence: [{ text: 'so is postgres://shop:s7rang3@db' }],
      },
      { at: ['kind'], unknown: '--password=s7rang3 is there' },
    ],
  });
  const { findings, unknown } = scan(Inventory.of([pod('a')]), { controls: [quoting] });
  expect(findings[0]?.message).toBe('the image "•••@reg/a" is there');
  expect(findings[0]?.evidence[0]?.text).toBe('so is postgres://•••@db');
  expect(unknown[0]?.reason).toBe('--password=••• is there');
});

test('findings are in one order: worst first, then by place', () => {
  const control = objectControl('test/order', [POD], {
    *check(object) {
      yield { at: ['spec'], message: 'second' };
      yield { at: ['metadata'], message: 'first' };
      if (object.name === 'b') yield { at: ['kind'], message: 'worst', severity: { level: 'critical', reason: 'a test' } };
    },
  });
  const text = (name: string): string => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {}\n`;
  const objects = [...objectsIn(text('b'), 'b.yaml'), ...objectsIn(text('a'), 'a.yaml')];
  const { findings } = scan(Inventory.of(objects), { controls: [control] });
  expect(findings.map(({ message, place }) => `${place?.file}:${place?.line} ${message}`)).toEqual([
    'b.yaml:2 worst',
    'a.yaml:3 first',
    'a.yaml:4 second',
    'b.yaml:3 first',
    'b.yaml:4 second',
  ]);
  const reversed = scan(Inventory.of(objects.toReversed()), { controls: [control] });
  expect(reversed.findings).toEqual(findings);
});

test('verdicts count objects, and add up to all of them', () => {
  const control = objectControl('test/some', [POD], {
    *check(object) {
      if (object.name === 'bad') yield { at: [], message: 'bad' };
      if (object.name !== 'good') yield { at: [], unknown: 'not known' };
    },
  });
  const inventory = Inventory.of([pod('good'), pod('bad'), pod('odd'), serviceAccount('x'), serviceAccount('y')]);
  const { verdicts } = scan(inventory, { controls: [control, everyContainer] });
  expect([...verdicts]).toEqual([
    ['test/some', { pass: 1, fail: 1, unknown: 1, notApplicable: 2 }],
    ['test/containers', { pass: 0, fail: 3, unknown: 0, notApplicable: 2 }],
  ]);
});

test('a control that throws is a bug, and the error says which and where', () => {
  const control = workloadControl('test/broken', {
    check: () => {
      throw new TypeError('no such thing');
    },
  });
  const [object] = objectsIn(
    'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: a, image: b}]}\n',
    'k8s/web.yaml',
  );
  expect(() => scan(Inventory.of(object === undefined ? [] : [object]), { controls: [control] })).toThrow(
    expect.objectContaining({
      message: 'test/broken failed on Pod "web" in k8s/web.yaml: this is a bug in the control',
      cause: expect.any(TypeError),
    }),
  );
});

test('parameters: the default, the value of the policy, and no mistakes passed over', () => {
  const control = objectControl('test/parameters', [POD], {
    parameters: { words: { default: ['a'], description: 'Words' } },
    check: (_object, context) => [{ at: [], message: String(context.parameter('words')) }],
  });
  const inventory = Inventory.of([pod('web')]);
  const messages = (parameters?: Record<string, Record<string, string | readonly string[]>>): readonly string[] =>
    scan(inventory, { controls: [control], ...(parameters === undefined ? {} : { parameters }) }).findings.map(
      ({ message }) => message,
    );
  expect(messages()).toEqual(['a']);
  expect(messages({ 'test/parameters': { words: ['b', 'c'] } })).toEqual(['b,c']);
  expect(() => messages({ 'test/parameters': { word: ['b'] } })).toThrow(UserError);
  expect(() => messages({ 'test/parameters': { words: 'b' } })).toThrow('must be a list of strings, not a string');
  expect(() => messages({ 'test/other': { words: ['b'] } })).toThrow('"test/other", which is not one of the controls in use');
  expect(() => messages({ 'test/parameters': { constructor: ['b'] } })).toThrow('no parameter "constructor"');
});
