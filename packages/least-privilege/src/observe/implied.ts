import type { AuditEvent, EventUser } from '@bulwark/audit';
import { stringAt, valueAt } from '@bulwark/model';
import { resourceRequest, splitServiceAccountName, type Request, type ResourceRequest } from '@bulwark/rbac';

/** A request that no URL shows, and why the server authorizes it all the same. */
export interface Implied {
  readonly request: Request;
  readonly because: string;
}

const STREAMS: ReadonlySet<string> = new Set(['exec', 'attach', 'portforward']);

/** What else the server asks before it does what was allowed. */
export function impliedBy(event: AuditEvent, request: Request): readonly Implied[] {
  if (request.kind === 'url') return [];
  return [...createdInstead(event, request), ...overWebSocket(request), ...ofSigner(event, request)];
}

/**
 * An update or patch of what is not there is a create of this name (k8s.io/apiserver/pkg/endpoints/handlers/update.go and
 * patch.go, withAuthorization).
 */
function createdInstead({ code }: AuditEvent, request: ResourceRequest): readonly Implied[] {
  if (code !== 201 || (request.verb !== 'update' && request.verb !== 'patch') || request.subresource !== '') return [];
  return [
    { request: { ...request, verb: 'create' }, because: `a ${request.verb} created it, which asks for create with its name` },
  ];
}

/** Since 1.35 (kubernetes/pkg/registry/core/pod/rest/subresources.go, ensureAuthorizedForVerb). */
function overWebSocket(request: ResourceRequest): readonly Implied[] {
  if (request.verb !== 'get' || request.group !== '' || request.resource !== 'pods' || !STREAMS.has(request.subresource))
    return [];
  return [{ request: { ...request, verb: 'create' }, because: 'over a WebSocket, Kubernetes 1.35 and later ask for create too' }];
}

const CERTIFICATES = 'certificates.k8s.io';
const SIGNER_VERBS: ReadonlyMap<string, string> = new Map([
  ['certificatesigningrequests/approval', 'approve'],
  ['certificatesigningrequests/status', 'sign'],
  ['clustertrustbundles/', 'attest'],
]);

/** Whoever approves, signs or attests is asked for that verb on the signer (kubernetes/plugin/pkg/admission/certificates). */
function ofSigner(event: AuditEvent, request: ResourceRequest): readonly Implied[] {
  if (request.group !== CERTIFICATES || !isWrite(request.verb)) return [];
  const verb = SIGNER_VERBS.get(`${request.resource}/${request.subresource}`);
  if (verb === undefined || (verb === 'sign' && !setsCertificate(event))) return [];
  const signer = stringAt(event.responseObject, 'spec', 'signerName') ?? stringAt(event.requestObject, 'spec', 'signerName');
  if (signer === undefined) return [];
  return [
    {
      request: resourceRequest({ verb, group: CERTIFICATES, resource: 'signers', name: signer }),
      because: `${request.verb} of ${request.resource} for this signer asks for ${verb}`,
    },
  ];
}

/** Whether nobody can say which signer the server asked about: the log has no body. */
export function hidesSigner(event: AuditEvent, request: Request): boolean {
  if (request.kind === 'url' || request.group !== CERTIFICATES || !isWrite(request.verb)) return false;
  const isAsked = SIGNER_VERBS.has(`${request.resource}/${request.subresource}`);
  return isAsked && event.requestObject === undefined && event.responseObject === undefined;
}

function setsCertificate({ requestObject }: AuditEvent): boolean {
  return stringAt(requestObject, 'status', 'certificate') !== undefined;
}

export function isWrite(verb: string): boolean {
  return verb === 'create' || verb === 'update' || verb === 'patch';
}

/**
 * What whoever impersonates must hold (k8s.io/apiserver/pkg/endpoints/filters/impersonation/mode.go). Groups that a name brings
 * are not asked for; which of them the client has sent all the same, no log says.
 */
export function impersonationOf(event: AuditEvent, asked: Request | undefined): readonly Implied[] {
  const { impersonatedUser: wanted, impersonationConstraint: constraint } = event;
  if (wanted === undefined) return [];
  const mode = constraint.startsWith('impersonate:') ? constraint.slice('impersonate:'.length) : undefined;
  const verb = mode === undefined ? 'impersonate' : constraint;
  const because = `it impersonated ${wanted.username}`;
  const requests = [
    usernameRequest(wanted, verb, mode),
    ...groupRequests(wanted, verb, mode),
    ...fieldRequests(wanted, verb),
    ...(mode === undefined || asked === undefined ? [] : [{ ...asked, verb: `impersonate-on:${mode}:${asked.verb}` }]),
  ];
  return requests.map((request) => ({ request, because }));
}

const AUTHENTICATION = 'authentication.k8s.io';

function usernameRequest({ username }: EventUser, verb: string, mode: string | undefined): Request {
  const group = mode === undefined ? '' : AUTHENTICATION;
  if (mode === 'associated-node') return resourceRequest({ verb, group, resource: 'nodes', name: '*' });
  if (mode === 'arbitrary-node')
    return resourceRequest({ verb, group, resource: 'nodes', name: username.slice('system:node:'.length) });
  const account = splitServiceAccountName(username);
  if (account === undefined) return resourceRequest({ verb, group, resource: 'users', name: username });
  return resourceRequest({ verb, group, resource: 'serviceaccounts', namespace: account.namespace, name: account.name });
}

const GIVEN: readonly string[] = ['system:authenticated', 'system:unauthenticated'];

function groupRequests({ username, groups }: EventUser, verb: string, mode: string | undefined): Request[] {
  if (mode !== undefined && mode !== 'user-info') return [];
  const account = splitServiceAccountName(username);
  const brought = account === undefined ? [] : ['system:serviceaccounts', `system:serviceaccounts:${account.namespace}`];
  const isBrought = account !== undefined && brought.every((group) => groups.includes(group));
  const given = groups.filter((group) => !GIVEN.includes(group) && !(isBrought && brought.includes(group)));
  const group = mode === undefined ? '' : AUTHENTICATION;
  return given.map((name) => resourceRequest({ verb, group, resource: 'groups', name }));
}

function fieldRequests({ uid, extra }: EventUser, verb: string): Request[] {
  const ofUid = uid === '' ? [] : [resourceRequest({ verb, group: AUTHENTICATION, resource: 'uids', name: uid })];
  const ofExtra = [...extra].flatMap(([subresource, values]) =>
    values.map((name) => resourceRequest({ verb, group: AUTHENTICATION, resource: 'userextras', subresource, name })),
  );
  return [...ofUid, ...ofExtra];
}

/** A request that another server has asked about: a kubelet, an extension server, a proxy. */
export interface Review extends Implied {
  readonly username: string;
  /** Undefined where the log does not hold the answer. */
  readonly allowed: boolean | undefined;
}

const REVIEWS: ReadonlySet<string> = new Set(['subjectaccessreviews', 'localsubjectaccessreviews']);

export function isReview(request: Request): boolean {
  return request.kind === 'resource' && request.group === 'authorization.k8s.io' && REVIEWS.has(request.resource);
}

/** What a SubjectAccessReview asks, or undefined where the log does not hold it. */
export function reviewOf({ requestObject, responseObject, user }: AuditEvent): Review | undefined {
  const body = requestObject ?? responseObject;
  const username = stringAt(body, 'spec', 'user');
  if (username === undefined) return undefined;
  const at = (...path: string[]): string => stringAt(body, 'spec', ...path) ?? '';
  const verb = at('nonResourceAttributes', 'verb');
  const of = (key: string): string => at('resourceAttributes', key);
  const request: Request =
    of('verb') === ''
      ? { kind: 'url', verb, path: at('nonResourceAttributes', 'path') }
      : resourceRequest({
          verb: of('verb'),
          group: of('group'),
          resource: of('resource'),
          subresource: of('subresource'),
          namespace: of('namespace'),
          name: of('name'),
        });
  const status = valueAt(responseObject, ['status']);
  const allowed = status === undefined ? undefined : valueAt(status, ['allowed']) === true;
  return { username, request, allowed, because: `${user.username} asked whether it may` };
}
