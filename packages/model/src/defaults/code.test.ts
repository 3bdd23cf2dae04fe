import { loadSchema, NEWEST_MINOR, OLDEST_MINOR, type Schema, type SchemaType } from '@bulwark/schema';
import { expect, test } from 'vitest';
import { codeOf } from './code.ts';

const MINORS = Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, index) => OLDEST_MINOR + index);

/** The definitions that have code in a minor, with its digest. */
function codeIn(schema: Schema): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const types = new Set<SchemaType>();
  const visit = (type: SchemaType): void => {
    if (types.has(type)) return;
    types.add(type);
    const code = type.name === undefined ? undefined : schema.defaultsOf(type.name)?.code;
    if (code !== undefined) found.set(type.name ?? '', code);
    for (const field of type.fields.values()) visit(field.type);
    if (type.items !== undefined) visit(type.items);
  };
  for (const { type } of schema.kinds()) visit(type);
  return found;
}

/**
 * A digest that nobody knows is code of upstream that has changed: read what it does now, repeat that, and name it. One that
 * no minor has any more can go.
 */
test.each(MINORS)('all code of minor %d is known', async (minor) => {
  const code = codeIn(await loadSchema(minor));
  expect(code.size).toBeGreaterThan(20);
  expect([...code].filter(([definition, digest]) => codeOf(definition, digest) === undefined)).toEqual([]);
});
