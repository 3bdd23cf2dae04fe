import type { KubeObject } from '@bulwark/model';
import { authenticatedUser, resourceRequest, urlRequest, type Request, type User } from '@bulwark/rbac';
import type { Dice } from '../dice.ts';
import { ACCOUNTS, CLAIMS, CONFIG_MAPS, DEVICES, NODE_NAMESPACES, NODES, SECRETS } from './node-world.ts';
import type { Question } from './random-requests.ts';

interface Target {
  readonly group: string;
  readonly resource: string;
  readonly subresources: readonly string[];
  readonly names: readonly string[];
  readonly namespaced: boolean;
}

const VERBS = ['get', 'get', 'get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', '*'];

/** Questions about what nodes ask for, of nodes and of others. */
export function nodeQuestions(dice: Dice, objects: readonly KubeObject[], count: number): readonly Question[] {
  const { often, others } = targetsFor(objects);
  const targets = [...often, ...often, ...others];
  return [
    ...often.flatMap(everyNode),
    ...Array.from({ length: count }, () => ({ user: userOf(dice), request: requestOf(dice, targets) })),
  ];
}

/** Each of the objects, asked for by each node in each namespace. */
function everyNode({ group, resource, names, namespaced }: Target): readonly Question[] {
  const token = resource === 'serviceaccounts' ? [{ verb: 'create', subresource: 'token' }] : [];
  return [{ verb: 'get', subresource: '' }, ...token].flatMap((deed) =>
    NODES.flatMap((node) =>
      (namespaced ? NODE_NAMESPACES : ['']).flatMap((namespace) =>
        names.map((name) => ({
          user: authenticatedUser(`system:node:${node}`),
          request: resourceRequest({ ...deed, group, resource, namespace, name }),
        })),
      ),
    ),
  );
}

function userOf(dice: Dice): User {
  if (dice.chance(0.9)) return authenticatedUser(`system:node:${dice.pick(NODES)}`);
  return dice.pick<User>([
    authenticatedUser('system:node:new'),
    authenticatedUser('system:node:'),
    authenticatedUser('jane', ['system:nodes']),
    { name: 'system:node:n1', groups: ['system:authenticated'] },
    authenticatedUser('system:serviceaccount:shop:api'),
    authenticatedUser('root', ['system:masters']),
  ]);
}

function targetsFor(objects: readonly KubeObject[]): { readonly often: readonly Target[]; readonly others: readonly Target[] } {
  const names = (wanted: string): readonly string[] => objects.filter(({ kind }) => kind === wanted).map(({ name }) => name);
  const target = (group: string, resource: string, of: readonly string[], namespaced = true, ...below: string[]): Target => ({
    group,
    resource,
    subresources: below,
    names: [...of, 'missing', ''],
    namespaced,
  });
  const ephemeral = names('Pod').map((pod) => `${pod}-v0`);
  const often = [
    target('', 'secrets', SECRETS),
    target('', 'configmaps', [...CONFIG_MAPS, 'kube-root-ca.crt']),
    target('', 'persistentvolumeclaims', [...CLAIMS, ...ephemeral], true, 'status'),
    target('', 'persistentvolumes', names('PersistentVolume'), false),
    target('', 'serviceaccounts', ACCOUNTS, true, 'token', 'token', 'token'),
    target('', 'pods', names('Pod'), true, 'status', 'eviction', 'exec', 'log'),
    target('resource.k8s.io', 'resourceclaims', [...DEVICES, ...names('ResourceClaim')], true, 'status'),
  ];
  const others = [
    target('', 'nodes', NODES, false, 'status', 'proxy'),
    target('storage.k8s.io', 'volumeattachments', names('VolumeAttachment'), false),
    target('storage.k8s.io', 'csinodes', NODES, false, 'status'),
    target('storage.k8s.io', 'csidrivers', ['disk.example'], false),
    target('resource.k8s.io', 'resourceslices', names('ResourceSlice'), false, 'status'),
    target('coordination.k8s.io', 'leases', NODES, true, 'status'),
    target('certificates.k8s.io', 'podcertificaterequests', ['x'], true, 'status'),
    target('certificates.k8s.io', 'certificatesigningrequests', ['x'], false, 'approval'),
    target('certificates.k8s.io', 'clustertrustbundles', ['x'], false),
    target('node.k8s.io', 'runtimeclasses', ['x'], false),
    target('authentication.k8s.io', 'tokenreviews', [''], false),
    target('authorization.k8s.io', 'subjectaccessreviews', [''], false),
    target('authorization.k8s.io', 'localsubjectaccessreviews', [''], true),
    target('', 'services', ['x']),
    target('', 'endpoints', ['x']),
    target('', 'events', ['x']),
    target('events.k8s.io', 'events', ['x']),
    target('apps', 'deployments', ['x']),
  ];
  return { often, others };
}

function requestOf(dice: Dice, targets: readonly Target[]): Request {
  if (dice.chance(0.02)) return urlRequest('get', dice.pick(['/healthz', '/metrics', '/version', '/logs']));
  const { group, resource, subresources, names, namespaced } = dice.pick(targets);
  const subresource = subresources.length > 0 && dice.chance(0.35) ? dice.pick(subresources) : '';
  const namespace =
    namespaced === dice.chance(0.95) ? dice.pick([...NODE_NAMESPACES, ...NODE_NAMESPACES, 'kube-node-lease']) : '';
  return resourceRequest({
    verb: subresource === 'token' && dice.chance(0.7) ? 'create' : dice.pick(VERBS),
    group,
    resource,
    subresource,
    namespace,
    name: dice.pick(names),
    ...(dice.chance(0.2) && { fieldSelector: selector(dice) }),
  });
}

function selector(dice: Dice): string {
  const node = dice.pick(NODES);
  return dice.pick([
    `spec.nodeName=${node}`,
    `spec.nodeName=${node}`,
    `spec.nodeName==${node}`,
    `spec.nodeName!=${node}`,
    `status.phase=Running,spec.nodeName=${node}`,
    `spec.nodeName=n1,spec.nodeName=${node}`,
    'metadata.name=x',
    `spec.nodeName=${node},broken`,
  ]);
}
