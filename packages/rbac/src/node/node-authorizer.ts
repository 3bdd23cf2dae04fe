import type { KubeObject } from '@bulwark/model';
import { demandsValue } from '../request/field-selector.ts';
import type { Request, ResourceRequest } from '../request.ts';
import type { PolicyRule } from '../rule/policy-rule.ts';
import { ruleAllows } from '../rule/rule-allows.ts';
import { NODE_PREFIX, NODES, type User } from '../subject/user.ts';
import type { NodeDecision, NodeReason } from './node-decision.ts';
import { NodeGraph } from './node-graph.ts';
import { nodeReach, type NodeReach } from './node-reach.ts';
import { nodeRules, SELECTORS_SINCE } from './node-rules.ts';
import type { VertexKind } from './vertex.ts';

export interface NodeAuthorizerOptions {
  /** 37 for Kubernetes 1.37; the feature gates are as that version has them by itself. */
  readonly minor: number;
  /** Whether the objects are all that the cluster has: else a pod that is not among them may run on a node too. */
  readonly complete?: boolean;
}

/** A reason, or the kind of object whose way to the node decides, or that the answer is not yes. */
type Answer = NodeReason | VertexKind | 'no';

const OWN: NodeReason = { kind: 'own' };
const LEFT_TO_ADMISSION: NodeReason = { kind: 'left-to-admission' };
const NO_OPINION: NodeDecision = { verdict: 'no-opinion', gaps: [] };
const READS: readonly string[] = ['get', 'list', 'watch'];
const WRITES: readonly string[] = ['create', 'update', 'patch'];
const OWN_OBJECT: readonly string[] = ['get', 'create', 'update', 'patch', 'delete'];
const LISTS: readonly string[] = ['list', 'watch', 'deletecollection'];
const LEASES = 'kube-node-lease';
/** From this minor on, a node may read the service accounts of its pods (KubeletServiceAccountTokenForCredentialProviders). */
const ACCOUNTS_SINCE = 34;
/** PodCertificateRequest. */
const CERTIFICATES_SINCE = 37;

type Ask = (request: ResourceRequest, node: string, minor: number) => Answer | undefined;

const RESOURCES: ReadonlyMap<string, Ask> = new Map<string, Ask>([
  ['/secrets', (request) => readNamespaced(request, 'secrets')],
  ['/configmaps', (request) => readNamespaced(request, 'configmaps')],
  ['/persistentvolumeclaims', volumeClaim],
  ['/persistentvolumes', (request) => get(request, 'persistentvolumes')],
  ['resource.k8s.io/resourceclaims', (request) => get(request, 'resourceclaims')],
  ['storage.k8s.io/volumeattachments', (request) => get(request, 'volumeattachments')],
  ['/serviceaccounts', serviceAccount],
  ['coordination.k8s.io/leases', lease],
  ['storage.k8s.io/csinodes', csiNode],
  ['resource.k8s.io/resourceslices', resourceSlice],
  ['/nodes', nodeItself],
  ['/pods', pod],
  ['certificates.k8s.io/podcertificaterequests', podCertificateRequest],
]);

/**
 * The Node authorizer (kubernetes/plugin/pkg/auth/authorizer/node): what the user `system:node:<name>` in the group
 * `system:nodes` may do beside what RBAC says. It takes every object that it reads from the objects that are given.
 */
export class NodeAuthorizer {
  readonly #graph: NodeGraph;
  readonly #rules: readonly PolicyRule[];
  readonly #minor: number;
  readonly #complete: boolean;

  constructor(objects: Iterable<KubeObject>, { minor, complete = false }: NodeAuthorizerOptions) {
    this.#graph = new NodeGraph(objects, minor);
    this.#rules = nodeRules(minor);
    this.#minor = minor;
    this.#complete = complete;
  }

  /** What every node may do with what belongs to none of them. */
  get rules(): readonly PolicyRule[] {
    return this.#rules;
  }

  authorize(user: User, request: Request): NodeDecision {
    const node = nodeOf(user);
    if (node === '') return NO_OPINION;
    const answer = this.#answer(node, request);
    if (typeof answer === 'object') return allow(node, answer);
    if (answer === 'no' || request.kind === 'url' || request.name === '') return NO_OPINION;
    return this.#byPath(node, { kind: answer, namespace: request.namespace, name: request.name });
  }

  /** What a node may read because it belongs to it, and whose tokens it may make. */
  reachOf(node: string): NodeReach {
    return nodeReach(this.#graph.around(node));
  }

  #answer(node: string, request: Request): Answer {
    const ask = request.kind === 'url' ? undefined : RESOURCES.get(`${request.group}/${request.resource}`);
    const own = ask === undefined || request.kind === 'url' ? undefined : ask(request, node, this.#minor);
    if (own !== undefined) return own;
    const rule = this.#rules.find((each) => ruleAllows(each, request));
    return rule === undefined ? 'no' : { kind: 'rule', rule };
  }

  #byPath(node: string, object: Parameters<NodeGraph['pathTo']>[1]): NodeDecision {
    const path = this.#graph.pathTo(node, object);
    if (path !== undefined) return allow(node, { kind: 'path', path });
    if (this.#complete) return NO_OPINION;
    const reason = `the manifests do not show everything that belongs to node ${node}`;
    return { verdict: 'no-opinion', gaps: [{ authorizer: 'Node', reason }] };
  }
}

/** The node that a user is; empty where it is none. */
function nodeOf({ name, groups }: User): string {
  return name.startsWith(NODE_PREFIX) && groups.includes(NODES) ? name.slice(NODE_PREFIX.length) : '';
}

function allow(node: string, because: NodeReason): NodeDecision {
  return { verdict: 'allow', grant: { authorizer: 'Node', node, because } };
}

function get({ verb, subresource }: ResourceRequest, kind: VertexKind): Answer {
  return verb === 'get' && subresource === '' ? kind : 'no';
}

function readNamespaced({ verb, subresource, namespace }: ResourceRequest, kind: VertexKind): Answer {
  return READS.includes(verb) && subresource === '' && namespace !== '' ? kind : 'no';
}

function volumeClaim(request: ResourceRequest): Answer {
  if (request.subresource !== 'status') return get(request, 'persistentvolumeclaims');
  return request.verb === 'update' || request.verb === 'patch' ? 'persistentvolumeclaims' : 'no';
}

function serviceAccount(request: ResourceRequest, _node: string, minor: number): Answer {
  const { verb, subresource } = request;
  if (verb === 'get' && subresource === '') return minor >= ACCOUNTS_SINCE ? readNamespaced(request, 'serviceaccounts') : 'no';
  return verb === 'create' && subresource === 'token' ? 'serviceaccounts' : 'no';
}

/** A new object has no name yet, whatever the request says. */
function ownByName({ verb, name }: ResourceRequest, node: string): Answer {
  if (verb === 'create') return LEFT_TO_ADMISSION;
  return name === node ? OWN : 'no';
}

/** The subresource does not matter. */
function lease(request: ResourceRequest, node: string): Answer {
  return OWN_OBJECT.includes(request.verb) && request.namespace === LEASES ? ownByName(request, node) : 'no';
}

/** `csinodes/status` needs CSIVolumeHealth, which is off by itself in every version. */
function csiNode(request: ResourceRequest, node: string): Answer {
  return OWN_OBJECT.includes(request.verb) && request.subresource === '' ? ownByName(request, node) : 'no';
}

function demandsNode({ fieldSelector = '' }: ResourceRequest, node: string): boolean {
  return demandsValue(fieldSelector, 'spec.nodeName', node);
}

function resourceSlice(request: ResourceRequest, node: string, minor: number): Answer {
  const { verb, subresource } = request;
  if (subresource !== '') return 'no';
  if (verb === 'create') return LEFT_TO_ADMISSION;
  if (OWN_OBJECT.includes(verb)) return 'resourceslices';
  if (!LISTS.includes(verb) || (verb === 'deletecollection' && minor < 31)) return 'no';
  if (minor < SELECTORS_SINCE) return LEFT_TO_ADMISSION;
  return demandsNode(request, node) ? OWN : 'no';
}

function podCertificateRequest(request: ResourceRequest, node: string, minor: number): Answer {
  const { verb, subresource } = request;
  if (minor < CERTIFICATES_SINCE || subresource !== '') return 'no';
  if (verb === 'create') return LEFT_TO_ADMISSION;
  if (verb === 'get') return 'podcertificaterequests';
  return READS.includes(verb) && demandsNode(request, node) ? OWN : 'no';
}

function reports(verb: string): Answer {
  return verb === 'update' || verb === 'patch' ? LEFT_TO_ADMISSION : 'no';
}

function nodeItself({ verb, subresource, name }: ResourceRequest, node: string, minor: number): Answer | undefined {
  if (minor < SELECTORS_SINCE) return undefined;
  if (subresource === 'status') return reports(verb);
  if (subresource !== '') return 'no';
  if (WRITES.includes(verb)) return LEFT_TO_ADMISSION;
  return READS.includes(verb) && name === node ? OWN : 'no';
}

function pod(request: ResourceRequest, node: string, minor: number): Answer | undefined {
  const { verb, subresource } = request;
  if (minor < SELECTORS_SINCE) return undefined;
  if (subresource === 'status') return reports(verb);
  if (subresource === 'eviction') return verb === 'create' ? LEFT_TO_ADMISSION : 'no';
  if (subresource !== '') return 'no';
  return verb === 'create' || verb === 'delete' ? LEFT_TO_ADMISSION : readPods(request, node);
}

function readPods(request: ResourceRequest, node: string): Answer {
  if (!READS.includes(request.verb)) return 'no';
  return request.verb !== 'get' && demandsNode(request, node) ? OWN : 'pods';
}
