import { apiPath, type ResourceKind } from './kind.ts';
import type { Act, Permission } from './primitive.ts';

export interface Sending {
  readonly says: string;
  readonly body?: unknown;
  /** The name of the object, where the request does not say it. */
  readonly name?: string;
  readonly query?: string;
  /** What else the server asks the authorizer while it serves the request. */
  readonly also?: readonly Permission[];
  readonly makes?: Act['makes'];
}

const METHODS: Readonly<Record<string, Act['method']>> = {
  create: 'POST',
  update: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
  deletecollection: 'DELETE',
};

export const MERGE_PATCH = 'application/merge-patch+json';

/** The request to the API server that asks for a permission. */
export function send(permission: Permission, { says, body, name, query, also = [], makes }: Sending): Act {
  const { kind, request } = permission;
  const method = METHODS[request.verb] ?? 'GET';
  return {
    method,
    path: (kind.kind === 'url' ? kind.path : resourcePath(kind, permission, name)) + (query === undefined ? '' : `?${query}`),
    says,
    permissions: [permission, ...also],
    ...(body !== undefined && { body }),
    ...(method === 'PATCH' && { contentType: MERGE_PATCH }),
    ...(makes !== undefined && { makes }),
  };
}

function resourcePath(kind: ResourceKind, { request }: Permission, given: string | undefined): string {
  if (request.kind !== 'resource') return '';
  const name = request.name || (given ?? '');
  const namespace = kind.isClusterScoped ? '' : request.namespace;
  return [
    apiPath(kind),
    ...(namespace === '' ? [] : ['namespaces', segment(namespace)]),
    kind.resource,
    ...(name === '' ? [] : [segment(name)]),
    ...(kind.subresource === '' ? [] : [kind.subresource]),
  ].join('/');
}

/** A name in a path, as it is where it can be. */
function segment(name: string): string {
  return encodeURIComponent(name).replaceAll('%3A', ':');
}
