import { kubeObject, type JsonObject, type KubeObject } from '@bulwark/model';
import { readPolicy, type Policy } from '@bulwark/rbac';
import type { Api } from '../../control-plane/api.ts';

export const RBAC = 'rbac.authorization.k8s.io';
const RBAC_URL = `/apis/${RBAC}/v1`;

export type RbacResource = 'roles' | 'clusterroles' | 'rolebindings' | 'clusterrolebindings';

const KINDS: Readonly<Record<RbacResource, string>> = {
  roles: 'Role',
  clusterroles: 'ClusterRole',
  rolebindings: 'RoleBinding',
  clusterrolebindings: 'ClusterRoleBinding',
};

/** Where objects of a resource are. */
export function collectionOf(resource: RbacResource, namespace: string): string {
  return namespace === '' ? `${RBAC_URL}/${resource}` : `${RBAC_URL}/namespaces/${namespace}/${resource}`;
}

/** All that a server has of RBAC, as it has it. */
export async function rbacObjects(api: Api): Promise<readonly KubeObject[]> {
  const lists = await Promise.all(
    Object.entries(KINDS).map(async ([resource, kind]) => {
      const { status, body } = await api.request('GET', `${RBAC_URL}/${resource}`);
      if (status !== 200) throw new Error(`${resource}: ${status}`);
      const { items } = body as { readonly items: readonly JsonObject[] };
      return items.map((item) => kubeObject({ ...item, apiVersion: `${RBAC}/v1`, kind }));
    }),
  );
  return lists.flat();
}

export async function policyOf(api: Api): Promise<Policy> {
  return readPolicy(await rbacObjects(api), { complete: true });
}

/** An object as a test sends it; the namespace is empty where it has none. */
export function rbacObject(resource: RbacResource, namespace: string, name: string, parts: JsonObject): JsonObject {
  const metadata = namespace === '' ? { name } : { name, namespace };
  return { apiVersion: `${RBAC}/v1`, kind: KINDS[resource], metadata, ...parts };
}

/** Creates it, and gives it as the server has it. */
export async function create(api: Api, resource: RbacResource, namespace: string, object: JsonObject): Promise<JsonObject> {
  const { status, body } = await api.request('POST', collectionOf(resource, namespace), object);
  if (status !== 201) throw new Error(`${resource}: ${status} ${JSON.stringify(body)}`);
  return body as JsonObject;
}
