import { resourceRequest, type ResourceRequest } from '../request.ts';

const CERTIFICATES = 'certificates.k8s.io';
/** AuthorizePodWebsocketUpgradeCreatePermission is on by itself from 1.35 on. */
const WEBSOCKET_CREATE_SINCE = 35;
const STREAMS = ['exec', 'attach', 'portforward'];

/** What a request does that its URL does not tell. */
export interface Deed {
  /** Whether a PUT, or a server-side apply, finds no object and makes it; most kinds of the server itself take no such PUT. */
  readonly creates?: boolean;
  /**
   * The signer: of the request that is there already where it is approved, or where its certificate or conditions change; of the
   * new ClusterTrustBundle, unless an update changes only what the garbage collector writes.
   */
  readonly signer?: string;
  /** Given where owner references change and the admission plugin OwnerReferencesPermissionEnforcement is on. */
  readonly owners?: { readonly blocking: readonly OwnerResource[] };
}

/** The resource of an owner whose deletion the object begins to block. */
export interface OwnerResource {
  readonly group: string;
  readonly resource: string;
  readonly name: string;
  readonly namespaced: boolean;
}

/** One more question to the authorizers. */
export interface SecondaryCheck {
  readonly kind: 'create' | 'websocket' | 'signer' | 'delete' | 'owner';
  /** One of these must be allowed. */
  readonly anyOf: readonly ResourceRequest[];
}

/**
 * What the API server asks beside the request itself, in the version of a minor (37 for 1.37) with its gates as they are by
 * themselves. All of them must be allowed. Writes of roles and bindings are for `mayWriteRole` and `mayWriteBinding`, acting as
 * somebody else for `mayImpersonate`; a token of a service account is a `create` of `serviceaccounts/token` and nothing more.
 */
export function secondaryChecks(request: ResourceRequest, deed: Deed, minor: number): readonly SecondaryCheck[] {
  return [...creation(request, deed), ...stream(request, minor), ...signing(request, deed), ...owning(request, deed)];
}

/** k8s.io/apiserver/pkg/endpoints/handlers/{update,patch}.go, withAuthorization: with the name, unlike a POST. */
function creation(request: ResourceRequest, { creates = false }: Deed): readonly SecondaryCheck[] {
  if (!creates || (request.verb !== 'update' && request.verb !== 'patch')) return [];
  return [{ kind: 'create', anyOf: [{ ...request, verb: 'create' }] }];
}

/** kubernetes/pkg/registry/core/pod/rest/{subresources,authorize}.go: a WebSocket begins with a GET. */
function stream(request: ResourceRequest, minor: number): readonly SecondaryCheck[] {
  const { group, resource, subresource, verb } = request;
  const asks = group === '' && resource === 'pods' && STREAMS.includes(subresource);
  if (!asks || verb === 'create' || minor < WEBSOCKET_CREATE_SINCE) return [];
  return [{ kind: 'websocket', anyOf: [{ ...request, verb: 'create' }] }];
}

/**
 * kubernetes/plugin/pkg/admission/certificates/{approval,signing,ctbattest}/admission.go over pkg/certauthorization: the signer
 * by its name, or all of its domain. A star alone in the names of a rule is a name like any other.
 */
function signing({ group, resource, subresource, verb }: ResourceRequest, { signer = '' }: Deed): readonly SecondaryCheck[] {
  if (group !== CERTIFICATES || signer === '' || !['create', 'update', 'patch'].includes(verb)) return [];
  const asked = signerVerb(resource, subresource);
  if (asked === undefined) return [];
  const check = (name: string): ResourceRequest => resourceRequest({ verb: asked, group, resource: 'signers', name });
  return [{ kind: 'signer', anyOf: [check(signer), check(`${signer.split('/', 1)[0] ?? ''}/*`)] }];
}

function signerVerb(resource: string, subresource: string): string | undefined {
  if (resource === 'clustertrustbundles') return 'attest';
  if (resource !== 'certificatesigningrequests') return undefined;
  return subresource === 'approval' ? 'approve' : subresource === 'status' ? 'sign' : undefined;
}

/**
 * kubernetes/plugin/pkg/admission/gc/gc_admission.go: who gives an object that is there an owner could delete it that way, and
 * who blocks the deletion of an owner must be able to finalize it, or everything.
 */
function owning(request: ResourceRequest, { owners, creates = false }: Deed): readonly SecondaryCheck[] {
  if (owners === undefined || (request.group === '' && request.resource === 'pods' && request.subresource === 'status'))
    return [];
  const isNew = creates || request.verb === 'create';
  const checks: SecondaryCheck[] = isNew ? [] : [{ kind: 'delete', anyOf: [{ ...request, verb: 'delete' }] }];
  for (const { group, resource, name, namespaced } of owners.blocking) {
    const namespace = namespaced ? request.namespace : '';
    const owner = resourceRequest({ verb: 'update', group, resource, subresource: 'finalizers', name, namespace });
    checks.push({ kind: 'owner', anyOf: [FINALIZE_ANYTHING, owner] });
  }
  return checks;
}

const FINALIZE_ANYTHING = resourceRequest({ verb: 'update', group: '*', resource: '*', subresource: 'finalizers', name: '*' });
