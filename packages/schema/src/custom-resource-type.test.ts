import { expect, test } from 'vitest';
import { customResourceType } from './custom-resource-type.ts';
import { loadSchema } from './load-schema.ts';
import { SchemaType } from './schema-type.ts';
import { problemsOf } from './validate/problems.ts';

const metadata: SchemaType = (await loadSchema()).definition('meta.v1.ObjectMeta') ?? new SchemaType({ kind: 'any' });

/** The problems of a custom resource whose `spec` has the schema. */
function problems(specSchema: unknown, value: object): readonly string[] {
  const type = customResourceType({ type: 'object', properties: { spec: specSchema } }, metadata);
  return problemsOf({ apiVersion: 'example.com/v1', kind: 'Shop', metadata: { name: 'a' }, ...value }, type, {
    formats: { isQuantity: () => true, isLabelKey: () => true, isLabelValue: () => true },
  }).map(({ at, problem, ...more }) => `${at.join('.')}: ${'expected' in more ? `no ${more.expected.kind}` : problem}`);
}

const spec = (properties: object): object => ({ type: 'object', properties });

test('fields are those of the schema, and of every object', () => {
  const schema = spec({ open: { type: 'boolean' } });
  expect(problems(schema, { spec: { open: true } })).toEqual([]);
  expect(problems(schema, { spec: { opened: true }, extra: 1, metadata: { name: 'a', lables: {} } })).toEqual([
    'metadata.lables: unknown-field',
    'spec.opened: unknown-field',
    'extra: unknown-field',
  ]);
  expect(problems({ type: 'object' }, { spec: { anything: 1 } })).toEqual(['spec.anything: unknown-field']);
});

test('what preserves unknown fields has any, and those that it names have their types', () => {
  const open = { ...spec({ open: { type: 'boolean' } }), 'x-kubernetes-preserve-unknown-fields': true };
  expect(problems(open, { spec: { more: { of: [1] } } })).toEqual([]);
  expect(problems(open, { spec: { open: 'yes' } })).toEqual(['spec.open: no boolean']);
  expect(problems({ 'x-kubernetes-preserve-unknown-fields': true }, { spec: ['any', 'thing'] })).toEqual([]);
});

test('values have types', () => {
  const schema = spec({
    count: { type: 'integer' },
    small: { type: 'integer', format: 'int32' },
    ratio: { type: 'number' },
    port: { 'x-kubernetes-int-or-string': true },
    names: { type: 'array', items: { type: 'string' } },
    limits: { type: 'object', additionalProperties: { type: 'integer' } },
    loose: { type: 'object', additionalProperties: true },
  });
  const good = { count: 2 ** 40, small: 1, ratio: 0.5, port: 2 ** 40, names: ['a'], limits: { a: 1 }, loose: { a: 'x' } };
  expect(problems(schema, { spec: good })).toEqual([]);
  const bad = { count: '1', small: 2 ** 40, ratio: 'x', port: true, names: 'a', limits: { a: 'x' }, loose: [] };
  expect(problems(schema, { spec: bad })).toEqual([
    'spec.count: no int64',
    'spec.small: no int32',
    'spec.ratio: no double',
    'spec.port: no integer-or-string',
    'spec.names: no list',
    'spec.limits.a: no int64',
    'spec.loose: no map',
  ]);
});

test('an embedded resource is an object with metadata of its own', () => {
  const schema = spec({
    template: { type: 'object', 'x-kubernetes-embedded-resource': true, properties: { spec: { type: 'object' } } },
  });
  expect(problems(schema, { spec: { template: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: {} } } })).toEqual(
    [],
  );
  expect(problems(schema, { spec: { template: { metadata: { nmae: 'a' }, status: {} } } })).toEqual([
    'spec.template.metadata.nmae: unknown-field',
    'spec.template.status: unknown-field',
  ]);
});

test.each([null, undefined, 7, 'x', [], { type: 'object', properties: 7 }, { type: ['object'] }, { type: 'array', items: 7 }])(
  'a schema that is none, like %j, harms nobody',
  (schema) => {
    expect(() => problems(schema, { spec: { a: [1] } })).not.toThrow();
  },
);

test('what the schema requires and gives no default is demanded, whatever its value', () => {
  const schema = {
    type: 'object',
    required: ['a', 'b'],
    properties: { a: { type: 'string' }, b: { type: 'integer', default: 1 } },
  };
  expect(problems(schema, { spec: {} })).toEqual(['spec.a: missing-field']);
  expect(problems(schema, { spec: { a: '' } })).toEqual([]);
  expect(problems(schema, { spec: { a: null } })).toEqual(['spec.a: missing-field']);
  const nullable = { ...schema, properties: { a: { type: 'string', nullable: true } } };
  expect(problems({ ...nullable, required: ['a'] }, { spec: { a: null } })).toEqual([]);
  expect(problems(schema, {})).toEqual([]);
});

test('an enumeration takes its values alone', () => {
  const schema = spec({ mode: { type: 'string', enum: ['on', 'off'] } });
  expect(problems(schema, { spec: { mode: 'on' } })).toEqual([]);
  expect(problems(schema, { spec: { mode: '' } })).toEqual(['spec.mode: unsupported-value']);
});

test('a status of any form is taken where the schema has one', () => {
  const type = customResourceType({ type: 'object', properties: { status: { type: 'object' } } }, metadata);
  const formats = { isQuantity: () => true, isLabelKey: () => true, isLabelValue: () => true };
  expect(problemsOf({ metadata: { name: 'a' }, status: { anything: [1] } }, type, { formats })).toEqual([]);
});

test('what a schema says of its fields is kept', () => {
  const type = customResourceType(
    spec({
      ports: {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name'],
        items: { type: 'object' },
      },
    }),
    metadata,
  );
  expect(type.fields.get('ports')?.marks).toMatchObject({ listType: 'map', listKeys: ['name'], required: false });
});
