import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameOf } from './names.ts';
import type { GroupVersionKind, OpenApiDocument, OpenApiOperation, OpenApiSchema } from './openapi.ts';

/** A kind that a release serves. */
export interface ServedKind {
  /** `apps/v1`. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaced: boolean;
  /** The name in paths and in RBAC rules; of a subresource with its resource: `pods/eviction`. */
  readonly resource: string;
  /** Whether it can be created. */
  readonly creatable: boolean;
  readonly definition: string;
}

/** One release as its OpenAPI documents show it. */
export interface Release {
  readonly definitions: ReadonlyMap<string, OpenApiSchema>;
  readonly kinds: readonly ServedKind[];
}

/** Reads a folder of OpenAPI v3 documents, one for each group and version. */
export function readRelease(folder: string): Release {
  const documents = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as OpenApiDocument);
  const definitions = new Map<string, OpenApiSchema>();
  const names = new Map<string, string>();
  for (const [upstream, schema] of documents.flatMap((document) => Object.entries(document.components?.schemas ?? {}))) {
    const name = nameOf(upstream);
    definitions.set(name, schema);
    for (const gvk of schema['x-kubernetes-group-version-kind'] ?? []) names.set(keyOf(gvk), name);
  }
  const kinds = new Map<string, ServedKind>();
  for (const [path, operations] of documents.flatMap((document) => Object.entries(document.paths ?? {}))) {
    for (const operation of Object.values(operations)) {
      const kind = kindAt(path, operation, names);
      const known = kind === undefined ? undefined : kinds.get(`${kind.apiVersion} ${kind.kind}`);
      if (kind !== undefined && better(kind, known)) kinds.set(`${kind.apiVersion} ${kind.kind}`, kind);
    }
  }
  return { definitions, kinds: [...kinds.values()] };
}

function keyOf({ group, version, kind }: GroupVersionKind): string {
  return `${group}/${version}/${kind}`;
}

const RESOURCE = /^\/(?:api|apis\/[^/]+)\/[^/]+\/(namespaces\/\{namespace\}\/)?([a-z][^/{]*)(?:\/\{name\}(?:\/([^/{]+))?)?$/;

function kindAt(path: string, operation: OpenApiOperation, names: ReadonlyMap<string, string>): ServedKind | undefined {
  const gvk = operation['x-kubernetes-group-version-kind'];
  const match = RESOURCE.exec(path);
  const definition = gvk === undefined ? undefined : names.get(keyOf(gvk));
  if (gvk === undefined || match === null || definition === undefined) return undefined;
  const [, namespace, resource = '', subresource] = match;
  return {
    apiVersion: gvk.group === '' ? gvk.version : `${gvk.group}/${gvk.version}`,
    kind: gvk.kind,
    namespaced: namespace !== undefined,
    resource: subresource === undefined ? resource : `${resource}/${subresource}`,
    creatable: operation['x-kubernetes-action'] === 'post',
    definition,
  };
}

/** A resource of its own tells more of a kind than a subresource, and an operation that creates more than one that does not. */
function better(kind: ServedKind, known: ServedKind | undefined): boolean {
  return known === undefined || rank(kind) > rank(known);
}

function rank({ resource, namespaced, creatable }: ServedKind): number {
  return (resource.includes('/') ? 0 : 4) + (creatable ? 2 : 0) + (namespaced ? 1 : 0);
}
