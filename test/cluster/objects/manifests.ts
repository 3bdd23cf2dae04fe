import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askOracle } from '../../control-plane/oracle.ts';
import type { Kind } from './kinds.ts';
import type { Manifest } from './mutate.ts';

interface Stream {
  readonly docs: readonly { readonly json?: unknown }[];
}

/**
 * The objects of known kinds in all YAML files below a folder, as kubectl reads them, in the order of their paths; lists are
 * taken apart. Each is put into the namespace, so that it can be sent there.
 */
export async function manifests(
  folder: string,
  oracle: string,
  kinds: ReadonlyMap<string, Kind>,
  namespace: string,
): Promise<readonly Manifest[]> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const streams = await askOracle<Stream>(
    oracle,
    files.map((file) => ({ ask: 'yaml', text: readFileSync(file, 'utf8') })),
  );
  return streams
    .flatMap((stream) => ('docs' in stream ? stream.docs : []))
    .flatMap(({ json }) => objectsOf(json))
    .flatMap((object) => {
      const kind = kinds.get(`${object.apiVersion} ${object.kind}`);
      return kind === undefined ? [] : [placed(object, kind.namespaced ? namespace : undefined)];
    });
}

function objectsOf(json: unknown): readonly Manifest[] {
  if (typeof json !== 'object' || json === null || !('kind' in json) || !('apiVersion' in json)) return [];
  if (typeof json.kind !== 'string' || typeof json.apiVersion !== 'string') return [];
  if ('items' in json && Array.isArray(json.items) && json.kind.endsWith('List')) return json.items.flatMap(objectsOf);
  return [json as Manifest];
}

function placed(object: Manifest, namespace: string | undefined): Manifest {
  const { metadata } = object;
  if (typeof metadata !== 'object' || metadata === null) return object;
  const { namespace: _, ...rest } = metadata as Record<string, unknown>;
  return { ...object, metadata: namespace === undefined ? rest : { ...rest, namespace } };
}
