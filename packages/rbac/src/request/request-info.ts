import { resourceRequest, urlRequest, type Request, type ResourceRequest } from '../request.ts';
import { listOptions } from './list-options.ts';
import { readUrl, type RequestUrl } from './url.ts';

/** What a server learns of a request before it asks who may do it. */
export interface RequestInfo {
  readonly request: Request;
  /** Of the API; empty for a URL that is no resource. */
  readonly version: string;
  /** As written, of a list, a watch or a deletecollection; else empty. */
  readonly fieldSelector: string;
  readonly labelSelector: string;
}

const VERBS: ReadonlyMap<string, string> = new Map([
  ['POST', 'create'],
  ['GET', 'get'],
  ['HEAD', 'get'],
  ['PUT', 'update'],
  ['PATCH', 'patch'],
  ['DELETE', 'delete'],
]);
/** Verbs that once stood in the path, before the resource. */
const PATH_VERBS: ReadonlySet<string> = new Set(['proxy', 'watch']);
const NAMESPACE_SUBRESOURCES: ReadonlySet<string> = new Set(['status', 'finalize']);
const WITH_SELECTORS: ReadonlySet<string> = new Set(['list', 'watch', 'deletecollection']);

/**
 * The request that a method and a URL make (k8s.io/apiserver/pkg/endpoints/request/requestinfo.go, NewRequestInfo). The
 * method is as it is sent, in upper case; the URL a path with its parameters, or a whole one. Undefined where the server answers
 * with an error before anybody is asked.
 */
export function requestInfo(method: string, target: string): RequestInfo | undefined {
  const url = readUrl(target);
  if (url === undefined) return undefined;
  const api = readApiPath(url.path);
  if (api === undefined) return { ...NO_RESOURCE, request: urlRequest(method.toLowerCase(), url.path) };
  const { group, version, parts } = api;
  const [first = '', ...behind] = parts;
  if (PATH_VERBS.has(first)) {
    if (behind.length === 0) return undefined;
    return { ...NO_RESOURCE, version, request: resourceOf(first, group, behind) };
  }
  const request = ofCollection(resourceOf(VERBS.get(method) ?? '', group, parts), url);
  const { fieldSelector = '', labelSelector = '' } = WITH_SELECTORS.has(request.verb) ? selectors(url) : {};
  return { request, version, fieldSelector, labelSelector };
}

const NO_RESOURCE = { version: '', fieldSelector: '', labelSelector: '' } as const;

function selectors({ query }: RequestUrl): Partial<RequestInfo> {
  return { fieldSelector: query.get('fieldSelector') ?? '', labelSelector: query.get('labelSelector') ?? '' };
}

interface ApiPath {
  readonly group: string;
  readonly version: string;
  /** At least one. */
  readonly parts: readonly string[];
}

/** Undefined where the path is that of no resource. */
function readApiPath(path: string): ApiPath | undefined {
  const [prefix, ...rest] = splitPath(path);
  if (prefix !== 'api' && prefix !== 'apis') return undefined;
  const [group = '', version = '', ...parts] = prefix === 'apis' ? rest : ['', ...rest];
  return parts.length === 0 ? undefined : { group, version, parts };
}

/** Without the slashes at both ends. */
function splitPath(path: string): string[] {
  let start = 0;
  let end = path.length;
  while (path[start] === '/') start++;
  while (end > start && path[end - 1] === '/') end--;
  return start === end ? [] : path.slice(start, end).split('/');
}

/** `namespaces/shop/pods/web/log`: the namespace comes first, unless it is itself what is asked for. */
function resourceOf(verb: string, group: string, parts: readonly string[]): ResourceRequest {
  const inNamespace = parts[0] === 'namespaces' && parts.length > 1;
  const itself = parts.length < 3 || NAMESPACE_SUBRESOURCES.has(parts[2] ?? '');
  const [resource = '', name = '', subresource = ''] = inNamespace && !itself ? parts.slice(2) : parts;
  return resourceRequest({
    verb,
    group,
    resource,
    // What follows the object is the path to pass on, where it is proxied to.
    subresource: verb === 'proxy' ? '' : subresource,
    namespace: inNamespace ? (parts[1] ?? '') : '',
    name,
  });
}

/** Without a name, to get is to list or to watch, and to delete is to delete all. */
function ofCollection(request: ResourceRequest, { query }: RequestUrl): ResourceRequest {
  if (request.name !== '') return request;
  if (request.verb === 'delete') return { ...request, verb: 'deletecollection' };
  if (request.verb !== 'get') return request;
  const { watch, name } = listOptions(query);
  return { ...request, verb: watch ? 'watch' : 'list', name };
}
