import { kubeObject, stringAt, type JsonObject, type KubeObject } from '@bulwark/model';
import type { Api } from '../../control-plane/api.ts';
import { inParallel } from '../../control-plane/in-parallel.ts';

const API = '/apis/rbac.authorization.k8s.io/v1';
const WIDTH = 8;
const RESOURCES: ReadonlyMap<string, string> = new Map([
  ['ClusterRole', 'clusterroles'],
  ['Role', 'roles'],
  ['ClusterRoleBinding', 'clusterrolebindings'],
  ['RoleBinding', 'rolebindings'],
]);

/** All roles and bindings that a server has. */
export async function storedPolicy(api: Api): Promise<readonly KubeObject[]> {
  const lists = await Promise.all(
    [...RESOURCES].map(async ([kind, resource]) => {
      const { status, body } = await api.request('GET', `${API}/${resource}`);
      if (status !== 200) throw new Error(`${resource}: ${status}`);
      const { items } = body as { readonly items: readonly JsonObject[] };
      return items.map((item) => kubeObject({ apiVersion: 'rbac.authorization.k8s.io/v1', kind, ...item }));
    }),
  );
  return lists.flat();
}

export async function create(api: Api, objects: readonly JsonObject[]): Promise<void> {
  await inParallel(objects, WIDTH, async (object) => {
    const { status, body } = await api.request('POST', collectionOf(object), object);
    if (status !== 201) throw new Error(`${status} for ${JSON.stringify(object)}: ${JSON.stringify(body)}`);
  });
}

export async function remove(api: Api, objects: readonly JsonObject[]): Promise<void> {
  await inParallel(objects, WIDTH, async (object) => {
    const { status, body } = await api.request('DELETE', pathOf(object));
    if (status !== 200) throw new Error(`${status} for ${pathOf(object)}: ${JSON.stringify(body)}`);
  });
}

/** Whatever the server has under the name of an object is replaced by it. */
export async function replace(api: Api, object: JsonObject): Promise<void> {
  const { status, body } = await api.request('PUT', pathOf(object), object);
  if (status !== 200) throw new Error(`${status} for ${pathOf(object)}: ${JSON.stringify(body)}`);
}

function collectionOf(object: JsonObject): string {
  const namespace = stringAt(object, 'metadata', 'namespace');
  const resource = RESOURCES.get(stringAt(object, 'kind') ?? '') ?? '';
  return namespace === undefined ? `${API}/${resource}` : `${API}/namespaces/${namespace}/${resource}`;
}

function pathOf(object: JsonObject): string {
  return `${collectionOf(object)}/${encodeURIComponent(stringAt(object, 'metadata', 'name') ?? '')}`;
}
