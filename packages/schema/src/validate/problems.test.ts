import { describe, expect, test } from 'vitest';
import { loadSchema } from '../load-schema.ts';
import type { SchemaType } from '../schema-type.ts';
import { problemsOf } from './problems.ts';

const schema = await loadSchema(37);
/** Enough of a quantity for these cases. */
const formats = {
  isQuantity: (value: unknown) => typeof value === 'number' || value === '64Mi',
  isLabelKey: () => true,
  isLabelValue: () => true,
};

function typeOf(apiVersion: string, kind: string): SchemaType {
  const type = schema.kind(apiVersion, kind)?.type;
  if (type === undefined) throw new Error(`no ${kind}`);
  return type;
}

/** `path: problem` of each, as the API server writes paths. */
function problems(apiVersion: string, kind: string, value: object): readonly string[] {
  return problemsOf({ apiVersion, kind, ...value }, typeOf(apiVersion, kind), { formats, partial: true }).map(
    ({ at, problem, ...more }) => {
      const path = at.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
      return `${path.slice(1)}: ${'expected' in more ? `no ${more.expected.kind}` : problem}`;
    },
  );
}

const container = (fields: object): object => ({ spec: { containers: [fields] } });

test('what fits has no problems', () => {
  expect(
    problems('v1', 'Pod', { metadata: { name: 'a', labels: { app: 'b' } }, ...container({ name: 'a', image: 'b' }) }),
  ).toEqual([]);
});

test('an explicit null is the same as nothing, everywhere', () => {
  const pod = {
    metadata: { creationTimestamp: null, labels: { app: null } },
    spec: { hostPID: null, containers: [null], volumes: null },
  };
  expect(problems('v1', 'Pod', pod)).toEqual([]);
  expect(problems('v1', 'Service', { spec: { ports: [{ port: 80, targetPort: null }] } })).toEqual([]);
});

test('fields are unknown that the type does not have, in any depth, and differ by case', () => {
  expect(
    problems('v1', 'Pod', { Spec: {}, ...container({ name: 'a', securitycontext: {}, ports: [{ containerport: 80 }] }) }),
  ).toEqual([
    'Spec: unknown-field',
    'spec.containers[0].securitycontext: unknown-field',
    'spec.containers[0].ports[0].containerport: unknown-field',
  ]);
  expect(problems('v1', 'Pod', JSON.parse('{"spec":{"__proto__":1,"constructor":2,"toString":{}}}') as object)).toEqual([
    'spec.__proto__: unknown-field',
    'spec.constructor: unknown-field',
    'spec.toString: unknown-field',
  ]);
});

test('the keys of a map are not fields', () => {
  expect(problems('v1', 'ConfigMap', { data: { 'any.key': 'x', constructor: 'y' } })).toEqual([]);
  expect(problems('v1', 'ConfigMap', { data: { port: 80, on: true } })).toEqual(['data.port: no string', 'data.on: no string']);
});

test.each<[string, object, readonly string[]]>([
  ['text for a switch', { spec: { hostPID: 'true' } }, ['spec.hostPID: no boolean']],
  ['a switch for text', container({ image: true }), ['spec.containers[0].image: no string']],
  ['a map for a list', { spec: { containers: { name: 'a' } } }, ['spec.containers: no list']],
  ['a list for a map', { spec: [] }, ['spec: no object']],
  ['text for a map of text', { metadata: { labels: 'a=b' } }, ['metadata.labels: no map']],
  ['a number with a fraction', { spec: { priority: 1.5 } }, ['spec.priority: no int32']],
  ['more than 32 bits', { spec: { priority: 2 ** 31 } }, ['spec.priority: no int32']],
  ['all of 32 bits', { spec: { priority: -(2 ** 31) } }, []],
  ['more than 32 bits where there are 64', { spec: { terminationGracePeriodSeconds: 2 ** 40 } }, []],
  ['more than 64 bits', { spec: { terminationGracePeriodSeconds: 2n ** 63n } }, ['spec.terminationGracePeriodSeconds: no int64']],
  ['all of 64 bits', { spec: { terminationGracePeriodSeconds: -(2n ** 63n) } }, []],
  ['digits in quotes', { spec: { terminationGracePeriodSeconds: '30' } }, ['spec.terminationGracePeriodSeconds: no int64']],
  [
    'no quantity',
    container({ resources: { limits: { cpu: 'much' } } }),
    ['spec.containers[0].resources.limits.cpu: no quantity'],
  ],
  ['quantities', container({ resources: { limits: { cpu: 1, memory: '64Mi' } } }), []],
  [
    'a number or text',
    container({ livenessProbe: { tcpSocket: { port: 'http' } }, readinessProbe: { tcpSocket: { port: 80 } } }),
    [],
  ],
  [
    'neither a number nor text',
    container({ livenessProbe: { tcpSocket: { port: 1.5 } }, readinessProbe: { tcpSocket: { port: true } } }),
    [
      'spec.containers[0].livenessProbe.tcpSocket.port: no int-or-string',
      'spec.containers[0].readinessProbe.tcpSocket.port: no int-or-string',
    ],
  ],
])('%s', (_, pod, expected) => {
  expect(problems('v1', 'Pod', pod)).toEqual(expected);
});

describe('texts with a form', () => {
  test.each<[string, boolean]>([
    ['2026-01-31T12:00:00Z', true],
    ['2026-01-31T12:00:00.5+02:00', true],
    ['2026-01-31T1:00:00,25Z', true],
    ['2024-02-29T00:00:00Z', true],
    ['2026-02-29T00:00:00Z', false],
    ['2026-01-31T24:00:00Z', false],
    ['2026-01-31T12:00:60Z', false],
    ['2026-01-31T12:00:00', false],
    ['2026-01-31', false],
    ['', false],
  ])('%j is a time: %s', (creationTimestamp, fits) => {
    expect(problems('v1', 'Pod', { metadata: { creationTimestamp } }).length === 0).toBe(fits);
  });

  test.each<[string, boolean]>([
    ['2026-01-31T12:00:00.000001Z', true],
    ['2026-01-31T12:00:00Z', false],
    ['2026-01-31T12:00:00.001Z', false],
  ])('%j is a time with microseconds: %s', (renewTime, fits) => {
    expect(problems('coordination.k8s.io/v1', 'Lease', { spec: { renewTime } }).length === 0).toBe(fits);
  });

  test.each<[unknown, boolean]>([
    ['aGVsbG8=', true],
    ['aGVs\nbG8=\r\n', true],
    ['', true],
    [[104, 105], true],
    ['hello!', false],
    ['aGVsbG8', false],
    ['aGVsbG8==', false],
    [[256], false],
    [7, false],
  ])('%j is base64: %s', (value, fits) => {
    expect(problems('v1', 'Secret', { data: { value } }).length === 0).toBe(fits);
  });
});

describe('the schema in a CustomResourceDefinition', () => {
  const definition = (openAPIV3Schema: object): object => ({ spec: { versions: [{ schema: { openAPIV3Schema } }] } });
  const below = (value: object): readonly string[] =>
    problems('apiextensions.k8s.io/v1', 'CustomResourceDefinition', definition(value)).map((line) =>
      line.replace('spec.versions[0].schema.openAPIV3Schema', '$'),
    );

  test('has fields of its own', () => {
    expect(below({ type: 'object', properties: { a: { type: 'string', pattren: 'x' } } })).toEqual([
      '$.properties.a.pattren: unknown-field',
    ]);
    expect(below({ default: { any: [1] }, example: 7, enum: [{}] })).toEqual([]);
    expect(below({ maximum: 'much' })).toEqual(['$.maximum: no double']);
  });

  test('passes over unknown fields where code of its own reads a schema, and not over wrong types', () => {
    expect(below({ items: { nonsense: 1, properties: { a: { nonsense: 1 } } }, additionalProperties: { nonsense: 1 } })).toEqual(
      [],
    );
    expect(below({ items: { type: 1, items: [{ type: 2 }] } })).toEqual([
      '$.items.type: no string',
      '$.items.items[0].type: no string',
    ]);
    expect(below({ additionalProperties: true, items: [{}, null] })).toEqual([]);
    expect(below({ additionalProperties: 'yes', dependencies: { a: ['b'], c: { type: 'object' } } })).toEqual([
      '$.additionalProperties: no schema-or-boolean',
    ]);
    expect(below({ dependencies: { a: [1] } })).toEqual(['$.dependencies.a: no schema-or-strings']);
  });
});

test('a problem names the objects that it stands in, from the outermost', () => {
  const [problem] = problemsOf(container({ name: 'a', nonsense: 1 }), typeOf('v1', 'Pod'), { formats });
  expect(problem?.holders.map(({ depth, type }) => [depth, type.name])).toEqual([
    [0, 'core.v1.Pod'],
    [1, 'core.v1.PodSpec'],
    [3, 'core.v1.Container'],
  ]);
});
