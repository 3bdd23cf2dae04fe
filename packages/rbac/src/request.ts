/**
 * What is asked, as the authorizer sees it (k8s.io/apiserver/pkg/authorization/authorizer, Attributes). All comparisons are of
 * bytes: nothing is trimmed, lower-cased or expanded.
 */
export type Request = ResourceRequest | UrlRequest;

export interface ResourceRequest {
  readonly kind: 'resource';
  /** `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`, or a verb of its own (`bind`, `use`). */
  readonly verb: string;
  /** The API group without a version; the core group is the empty string. */
  readonly group: string;
  /** The plural name, without the subresource. */
  readonly resource: string;
  /** Empty where there is none. */
  readonly subresource: string;
  /** Empty for what has no namespace, and for a request over all of them. */
  readonly namespace: string;
  /** Empty where the request names no object: a create by POST, a list, a deletecollection. */
  readonly name: string;
  /** As written, of a list, a watch or a deletecollection; RBAC does not look at it, the Node authorizer does. */
  readonly fieldSelector?: string;
}

export interface UrlRequest {
  readonly kind: 'url';
  /** The HTTP method in lower case. */
  readonly verb: string;
  /** The path without its query. */
  readonly path: string;
}

/** A request for a resource of which only what matters is said; the rest is empty. */
export function resourceRequest(parts: Partial<Omit<ResourceRequest, 'kind'>> & { readonly verb: string }): ResourceRequest {
  return { kind: 'resource', group: '', resource: '', subresource: '', namespace: '', name: '', ...parts };
}

export function urlRequest(verb: string, path: string): UrlRequest {
  return { kind: 'url', verb, path };
}

/** The resource as rules write it: `pods`, or `pods/exec`. */
export function resourceWithSubresource({ resource, subresource }: Pick<ResourceRequest, 'resource' | 'subresource'>): string {
  return subresource === '' ? resource : `${resource}/${subresource}`;
}
