import { Schema } from './schema.ts';
import { isKnownMinor, NEWEST_MINOR, OLDEST_MINOR } from './versions.ts';

const loaded = new Map<number, Promise<Schema>>();

/**
 * What the API server of a minor (34 for Kubernetes 1.34) knows of its kinds. The tables stand in a module of their own that
 * is loaded when it is first asked for; a schema is made once. Rejects for a minor that the tables do not know.
 */
export function loadSchema(minor: number = NEWEST_MINOR): Promise<Schema> {
  const known = loaded.get(minor);
  if (known !== undefined) return known;
  const schema = readSchema(minor);
  loaded.set(minor, schema);
  return schema;
}

async function readSchema(minor: number): Promise<Schema> {
  if (!isKnownMinor(minor))
    throw new RangeError(`the tables know Kubernetes 1.${OLDEST_MINOR} to 1.${NEWEST_MINOR}, not 1.${minor}`);
  const { DEFINITIONS, DEFAULTS, KINDS, LIFECYCLES } = await import('./generated/tables.ts');
  return new Schema({ definitions: DEFINITIONS, defaults: DEFAULTS, kinds: KINDS, lifecycles: LIFECYCLES }, minor);
}
