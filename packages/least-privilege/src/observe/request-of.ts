import type { AuditEvent, ObjectReference } from '@bulwark/audit';
import { requestInfo, resourceRequest, urlRequest, type Request } from '@bulwark/rbac';

const METHODS: ReadonlyMap<string, string> = new Map([
  ['create', 'POST'],
  ['update', 'PUT'],
  ['patch', 'PATCH'],
  ['delete', 'DELETE'],
  ['deletecollection', 'DELETE'],
]);

/**
 * What the authorizer was asked. The event's object reference was made of the same attributes, but for a create, where the server
 * fills in the name and namespace of what was created (k8s.io/apiserver/pkg/audit/request.go, LogRequestObject), which the
 * authorizer has not seen: there the URL says what it saw.
 */
export function requestOf({ verb, requestURI, objectRef }: AuditEvent): Request | undefined {
  if (objectRef === undefined) return requestURI === '' ? undefined : ofUrl(verb, requestURI);
  if (verb !== 'create' || objectRef.subresource !== '') return ofReference(verb, objectRef);
  const asked = requestURI === '' ? undefined : requestInfo('POST', requestURI)?.request;
  if (asked?.kind === 'resource' && asked.resource === objectRef.resource) return asked;
  const unnamed = { ...objectRef, name: '' };
  return ofReference(verb, objectRef.resource === 'namespaces' ? { ...unnamed, namespace: '' } : unnamed);
}

function ofReference(verb: string, { apiGroup: group, resource, subresource, namespace, name }: ObjectReference): Request {
  return resourceRequest({ verb, group, resource, subresource, namespace, name });
}

/** Without a reference the request was for no resource, and its verb is the HTTP method. */
function ofUrl(verb: string, uri: string): Request | undefined {
  const asked = requestInfo(METHODS.get(verb) ?? verb.toUpperCase(), uri)?.request;
  if (asked === undefined) return undefined;
  return asked.kind === 'url' ? urlRequest(verb, asked.path) : { ...asked, verb };
}
