import { kubeObject, stringAt, type JsonObject, type KubeObject } from '@bulwark/model';
import { readPolicy, type Binding, type PolicySet, type Role } from '@bulwark/rbac';
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

/** What a server has, in our form: the rules as they are written there, also where a controller wrote them. */
export async function storedFacts(api: Api): Promise<PolicyFacts> {
  const objects = await storedPolicy(api);
  const { roles, bindings } = readPolicy(objects);
  const byKey = new Map(objects.map((object) => [`${object.kind} ${object.namespace ?? ''}/${object.name}`, object]));
  return {
    roles: sorted(
      roles.map((role) => ({
        ...role,
        object: undefined,
        rules: writtenRules(byKey.get(`${role.kind} ${role.namespace}/${role.name}`)),
      })),
    ),
    bindings: sorted(bindings.map((binding) => ({ ...binding, object: undefined }))),
  };
}

export interface PolicyFacts {
  readonly roles: readonly object[];
  readonly bindings: readonly object[];
}

export function factsOf({ roles, bindings }: PolicySet): PolicyFacts {
  return {
    roles: sorted(roles.map((role) => ({ ...role, object: undefined, rules: role.rules.map(({ rule }) => rule) }))),
    bindings: sorted(bindings.map((binding) => ({ ...binding, object: undefined }))),
  };
}

type Named = Pick<Role | Binding, 'kind' | 'namespace' | 'name'>;

function sorted<T extends Named>(list: readonly T[]): T[] {
  const key = ({ kind, namespace, name }: T): string => `${kind} ${namespace}/${name}`;
  return list.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** As they are written, without what gathers them. */
export function writtenRules(object: KubeObject | undefined): readonly unknown[] | undefined {
  if (object === undefined) return undefined;
  const { aggregationRule: _rule, ...rest } = object.value;
  const policy = readPolicy([kubeObject(rest)]);
  return policy.roles[0]?.rules.map(({ rule }) => rule);
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

/** Whatever the server has under the names of objects is replaced by them; a binding's role is only changed by a new binding. */
export async function overwrite(api: Api, objects: readonly JsonObject[]): Promise<void> {
  await remove(api, objects);
  await create(api, objects);
}

function collectionOf(object: JsonObject): string {
  const namespace = stringAt(object, 'metadata', 'namespace');
  const resource = RESOURCES.get(stringAt(object, 'kind') ?? '') ?? '';
  return namespace === undefined ? `${API}/${resource}` : `${API}/namespaces/${namespace}/${resource}`;
}

function pathOf(object: JsonObject): string {
  return `${collectionOf(object)}/${encodeURIComponent(stringAt(object, 'metadata', 'name') ?? '')}`;
}
