import type { Field, Schema, SchemaType } from '@bulwark/schema';
import { dice, type Dice } from '../dice.ts';

export interface SparseObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly [member: string]: unknown;
}

/**
 * Objects of every kind of a schema that leave most things out: what is given is often empty, null, or a list of one empty
 * item. No server would take many of them, but each can be read. The same seed gives the same objects.
 */
export function sparseObjects(schema: Schema, countOfEach: number, seed: number): readonly SparseObject[] {
  const random = dice(seed);
  return [...schema.kinds()].flatMap(({ apiVersion, kind, type }) =>
    Array.from({ length: countOfEach }, (_, at) => {
      // The first of a kind has every field and nothing in it; the more a later one leaves out, the deeper it can go.
      const density = at === 0 ? 1 : 0.25 + random.number() * 0.6;
      const fields = objectOf(random, type, { density, depth: at === 0 ? 2 : 2 + random.below(9) });
      return { ...fields, ...metadataOf(random, fields), apiVersion, kind };
    }),
  );
}

interface Limits {
  /** The chance of a field to be given. */
  readonly density: number;
  readonly depth: number;
}

function objectOf(random: Dice, type: SchemaType, limits: Limits): Record<string, unknown> {
  if (limits.depth <= 0) return {};
  const given = [...type.fields.values()].filter(() => random.chance(limits.density));
  return Object.fromEntries(given.map((field) => [field.name, valueOf(random, field, limits)]));
}

function valueOf(random: Dice, { name, type }: Field, limits: Limits): unknown {
  if (random.chance(0.05)) return null;
  return SPECIAL[name]?.(random) ?? typed(random, type, { ...limits, depth: limits.depth - 1 });
}

function typed(random: Dice, type: SchemaType, limits: Limits): unknown {
  if (type.kind === 'object') return objectOf(random, type, limits);
  if (type.kind === 'list') return listOf(random, type.items, limits);
  if (type.kind === 'map') {
    const names = random.some(['cpu', 'memory', 'hugepages-2Mi', 'example.com/gpu', '__proto__', 'a'], 0.4);
    return Object.fromEntries(names.map((name) => [name, itemOf(random, type.items, limits)]));
  }
  if (type.values !== undefined && random.chance(0.9)) return random.pick([...type.values]);
  return random.pick(SCALARS[type.kind] ?? [{}]);
}

function listOf(random: Dice, items: SchemaType | undefined, limits: Limits): readonly unknown[] {
  return Array.from({ length: random.pick([0, 1, 1, 2]) }, () => (random.chance(0.1) ? null : itemOf(random, items, limits)));
}

function itemOf(random: Dice, items: SchemaType | undefined, limits: Limits): unknown {
  return items === undefined ? null : typed(random, items, limits);
}

const SCALARS: Readonly<Record<string, readonly unknown[]>> = {
  string: ['', 'x', 'Web', 'a/b'],
  boolean: [true, false],
  int32: [0, 1, 30, -1],
  int64: [0, 1, 30, -1],
  double: [0, 1.5],
  quantity: ['0', '1', '100m', '1.5Gi', '1024Ki', '300u', '1.0001', '-1n', 2, '1e3', null],
  'int-or-string': [0, 1, '', '25%', 'http'],
  time: ['2026-01-02T03:04:05Z', null],
  'micro-time': ['2026-01-02T03:04:05.000006Z', null],
  bytes: ['', 'YQ=='],
};

/** Fields whose values lead to what defaults ask for, and such as would only be in the way. */
const SPECIAL: Readonly<Record<string, (random: Dice) => unknown>> = {
  image: (random) => random.pick([...IMAGES, undefined]),
  reference: (random) => random.pick(IMAGES),
  managedFields: () => [],
  // It holds itself many times over, and has no defaults.
  openAPIV3Schema: () => ({ type: 'object' }),
  hostNetwork: (random) => random.chance(0.7),
  kind: (random) => random.pick(['User', 'Group', 'ServiceAccount', 'Widget', '']),
  type: (random) => random.pick([undefined, undefined, 'Container', 'RollingUpdate', 'LoadBalancer', '']),
};

const IMAGES: readonly string[] = [
  'nginx',
  'nginx:latest',
  'nginx:1.27',
  'localhost:5000/a/b',
  'Nginx',
  '',
  `nginx@sha256:${'0a'.repeat(32)}`,
  `nginx:latest@sha256:${'0a'.repeat(32)}`,
];

function metadataOf(random: Dice, fields: Record<string, unknown>): Record<string, unknown> {
  return 'metadata' in fields && random.chance(0.8) ? { metadata: { name: 'web', ...(fields['metadata'] as object) } } : {};
}
