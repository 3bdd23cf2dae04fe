import { stringAt, type JsonObject } from '@bulwark/model';
import { serviceAccountName, type User } from '@bulwark/rbac';
import { connect, type Api } from '../../control-plane/api.ts';
import { inParallel } from '../../control-plane/in-parallel.ts';
import type { ControlPlane } from '../../control-plane/start.ts';
import { newNamespace } from '../control-planes.ts';
import type { Dice } from '../dice.ts';
import { eventually } from '../eventually.ts';
import { create, RBAC, rbacObject } from './objects.ts';
import type { Review } from './user-review.ts';
import { randomWishRules, type Vocabulary } from './random-impersonation.ts';

const WIDTH = 8;

/** A service account with rights to be others, and a token of it. */
export interface Impersonator {
  readonly user: User;
  readonly api: Api;
  /** The node of the pod that the token is of. */
  readonly runsOn: string | undefined;
}

export interface ImpersonationWorld extends Vocabulary {
  readonly impersonators: readonly Impersonator[];
}

/** Service accounts with random rights to be others; every fourth has a token that is bound to a pod on a node. */
export async function createImpersonators(
  { plane, api }: { readonly plane: ControlPlane; readonly api: Api },
  dice: Dice,
  prefix: string,
  count: number,
): Promise<ImpersonationWorld> {
  const namespaces = [await newNamespace(api), await newNamespace(api)] as const;
  const nodes = [`${prefix}-n1`, `${prefix}-n2`] as const;
  for (const name of nodes) await post(api, '/api/v1/nodes', { apiVersion: 'v1', kind: 'Node', metadata: { name } });
  const vocabulary: Vocabulary = { namespaces, nodes };
  const drafts = Array.from({ length: count }, (_, at) => {
    const runsOn = at % 4 === 0 ? dice.pick(nodes) : undefined;
    const home = namespaces[at % 2 === 0 ? 0 : 1];
    return { name: `${prefix}-${at}`, home, runsOn, grants: randomWishRules(dice, vocabulary, runsOn) };
  });
  const impersonators = await inParallel(drafts, WIDTH, async ({ name, home, grants, runsOn }) => {
    await post(api, `/api/v1/namespaces/${home}/serviceaccounts`, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name },
    });
    for (const [at, { rules, namespace }] of grants.entries()) {
      await create(api, 'clusterroles', '', rbacObject('clusterroles', '', `${name}-${at}`, { rules }));
      const binding = namespace === '' ? 'clusterrolebindings' : 'rolebindings';
      const subjects = [{ kind: 'ServiceAccount', name, namespace: home }];
      const roleRef = { apiGroup: RBAC, kind: 'ClusterRole', name: `${name}-${at}` };
      await create(api, binding, namespace, rbacObject(binding, namespace, `${name}-${at}`, { roleRef, subjects }));
    }
    const token = await tokenFor(api, { namespace: home, name }, runsOn);
    const mine = connect({ ...plane.admin, token }, 2);
    return { user: await whoIs(mine, serviceAccountName(home, name)), api: mine, runsOn };
  });
  await settled(api, prefix, namespaces[0]);
  return { ...vocabulary, impersonators };
}

interface Account {
  readonly namespace: string;
  readonly name: string;
}

/** Of a pod on the node, where there is one: then it says so. */
async function tokenFor(api: Api, { namespace, name }: Account, node: string | undefined): Promise<string> {
  let spec = {};
  if (node !== undefined) {
    const containers = [{ name: 'a', image: 'registry.example/a:1' }];
    const pod = await post(api, `/api/v1/namespaces/${namespace}/pods`, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name },
      spec: { serviceAccountName: name, nodeName: node, containers },
    });
    const uid = stringAt(pod, 'metadata', 'uid') ?? '';
    spec = { boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name, uid } };
  }
  const answer = await post(api, `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`, {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec,
  });
  return stringAt(answer, 'status', 'token') ?? '';
}

/** The user as the server sees it, with what the token says beside the name. */
async function whoIs(api: Api, name: string): Promise<User> {
  const answer = await post(api, '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'SelfSubjectReview',
  });
  const { username, groups = [], uid = '', extra = {} } = (answer as unknown as Review).status.userInfo;
  if (username !== name) throw new Error(`${name} is ${username}`);
  return { name, groups, uid, extra: new Map(Object.entries(extra)) };
}

async function post(api: Api, path: string, object: JsonObject): Promise<JsonObject> {
  const { status, body } = await api.request('POST', path, object);
  if (status !== 201) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return body as JsonObject;
}

/** The authorizer hears of new objects a little later: waits until it knows of what was made last. */
async function settled(api: Api, prefix: string, namespace: string): Promise<void> {
  const name = `${prefix}-last`;
  const rules = [{ verbs: ['get'], apiGroups: ['last.example'], resources: ['last'] }];
  const roleRef = { apiGroup: RBAC, kind: 'ClusterRole', name };
  const subjects = [{ apiGroup: RBAC, kind: 'User', name }];
  await create(api, 'clusterroles', '', rbacObject('clusterroles', '', name, { rules }));
  for (const [resource, place] of [
    ['clusterrolebindings', ''],
    ['rolebindings', namespace],
  ] as const) {
    await create(api, resource, place, rbacObject(resource, place, `${name}-${resource}`, { roleRef, subjects }));
    const resourceAttributes = { verb: 'get', group: 'last.example', resource: 'last', namespace: place };
    const known = await eventually(async () => {
      const { body } = await api.request('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SubjectAccessReview',
        spec: { user: name, resourceAttributes },
      });
      return (body as { readonly status?: { readonly allowed?: boolean } }).status?.allowed === true ? true : undefined;
    });
    if (known !== true) throw new Error('the authorizer does not know of new bindings');
    await api.request('DELETE', `/apis/${RBAC}/v1/${place === '' ? '' : `namespaces/${place}/`}${resource}/${name}-${resource}`);
  }
}
