import { isObject, listAt, member, objectAt, stringAt, valueAt, type Json, type JsonObject } from '@bulwark/model';
import { NO_ANNOTATIONS, type AuditEvent, type ObjectReference } from '../event.ts';
import { readInstant } from '../instant.ts';

/** What a status of Google's RPC is in HTTP (google/rpc/code.proto). */
const HTTP_CODES: ReadonlyMap<number, number> = new Map([
  [0, 200],
  [1, 499],
  [2, 500],
  [3, 400],
  [4, 504],
  [5, 404],
  [6, 409],
  [7, 403],
  [8, 429],
  [9, 400],
  [10, 409],
  [11, 400],
  [12, 501],
  [13, 500],
  [14, 503],
  [15, 500],
  [16, 401],
]);

/**
 * An event from an entry of Google Cloud Logging, or why it is none: `protoPayload` is a google.cloud.audit.AuditLog whose method
 * and resource name were made of the event. The groups of users are not in it.
 */
export function readGoogle(entry: JsonObject): AuditEvent | string {
  const payload = objectAt(entry, 'protoPayload');
  if (payload === undefined) return 'protoPayload is no object';
  const service = textAt(payload, 'serviceName');
  if (service !== '' && service !== 'k8s.io') return `${service} is no audit log of Kubernetes`;
  const method = textAt(payload, 'methodName') || textAt(payload, 'authorizationInfo', 0, 'permission');
  const verb = method.slice(method.lastIndexOf('.') + 1);
  return verb === '' ? 'it has neither methodName nor authorizationInfo' : eventOf(entry, payload, verb);
}

function eventOf(entry: JsonObject, payload: JsonObject, verb: string): AuditEvent {
  const resourceName = textAt(payload, 'resourceName');
  const objectRef = objectRefOf(resourceName);
  const time = readInstant(textAt(entry, 'timestamp'));
  return {
    auditID: textAt(entry, 'operation', 'id') || textAt(entry, 'insertId'),
    stage: valueAt(entry, ['operation', 'last']) === false ? 'ResponseStarted' : 'ResponseComplete',
    level: member(payload, 'request') === undefined ? 'Metadata' : 'Request',
    verb,
    user: userOf(payload),
    impersonatedUser: undefined,
    impersonationConstraint: '',
    objectRef,
    requestURI: objectRef === undefined ? `/${resourceName}` : '',
    code: codeOf(payload),
    annotations: annotationsOf(entry, payload),
    received: time,
    reached: time,
    userAgent: textAt(payload, 'requestMetadata', 'callerSuppliedUserAgent'),
    requestObject: bodyOf(payload, 'request', resourceName),
    responseObject: bodyOf(payload, 'response', resourceName),
  };
}

function textAt(value: JsonObject, ...path: (string | number)[]): string {
  return stringAt(value, ...path) ?? '';
}

function userOf(payload: JsonObject): AuditEvent['user'] {
  return { username: textAt(payload, 'authenticationInfo', 'principalEmail'), uid: '', groups: [], extra: new Map() };
}

const NAMESPACE_PARTS: readonly (string | undefined)[] = [undefined, 'status', 'finalize'];

/** `core/v1/namespaces/shop/pods/web/exec`, `apps/v1/namespaces/shop/deployments`, `core/v1/nodes/n1`. */
function objectRefOf(resourceName: string): ObjectReference | undefined {
  const found = /^(?<group>[^/]+)\/(?<version>v\d[^/]*)\/(?<rest>.+)$/.exec(resourceName)?.groups;
  if (found === undefined) return undefined;
  const { group = '', version = '', rest = '' } = found;
  return { apiGroup: group === 'core' ? '' : group, apiVersion: version, ...placeOf(rest.split('/')) };
}

type Place = Pick<ObjectReference, 'namespace' | 'resource' | 'name' | 'subresource'>;

function placeOf(path: readonly string[]): Place {
  const isNamespaced = path[0] === 'namespaces';
  const isWithin = isNamespaced && !NAMESPACE_PARTS.includes(path[2]);
  const [resource = '', name = '', subresource = ''] = isWithin ? path.slice(2) : path;
  return { resource, subresource, namespace: (isNamespaced ? path[1] : undefined) ?? '', name };
}

function codeOf(payload: JsonObject): number | undefined {
  const answered = valueAt(payload, ['response', 'code']);
  if (typeof answered === 'number') return answered;
  const status = valueAt(payload, ['status', 'code']);
  if (typeof status === 'number') return HTTP_CODES.get(status);
  return isObject(member(payload, 'status')) ? 200 : undefined;
}

/** The labels of the entry are the annotations of the event; where they are left out, `granted` says the decision. */
function annotationsOf(entry: JsonObject, payload: JsonObject): ReadonlyMap<string, string> {
  const labels = objectAt(entry, 'labels') ?? {};
  const known = Object.entries(labels).filter((label): label is [string, string] => typeof label[1] === 'string');
  if (known.some(([key]) => key === 'authorization.k8s.io/decision')) return new Map(known);
  const granted = listAt(payload, 'authorizationInfo').map((info) => member(info, 'granted'));
  if (granted.length === 0) return known.length === 0 ? NO_ANNOTATIONS : new Map(known);
  // A permission that is not granted has no `granted` at all: proto3 leaves out what is false.
  return new Map([...known, ['authorization.k8s.io/decision', granted.every((each) => each === true) ? 'allow' : 'forbid']]);
}

const KEPT = /^(?:rbac\.authorization|certificates|authorization)\.k8s\.io\//;

function bodyOf(payload: JsonObject, key: string, resourceName: string): Json | undefined {
  return KEPT.test(resourceName) ? (member(payload, key) ?? undefined) : undefined;
}
