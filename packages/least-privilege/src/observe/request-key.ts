import { resourceWithSubresource, type Request } from '@bulwark/rbac';

/** One text for each request, and another one for every other. */
export function requestKey(request: Request): string {
  return request.kind === 'url' ? `url\n${request.verb}\n${request.path}` : `${seriesKey(request)}\n${request.name}`;
}

/** The same for requests that differ by the object's name alone. */
export function seriesKey(request: Request): string {
  if (request.kind === 'url') return requestKey(request);
  return `${request.verb}\n${request.group}\n${resourceWithSubresource(request)}\n${request.namespace}`;
}
