import { Inventory, kubeObject, type Json, type JsonObject, type KubeObject } from '@bulwark/model';
import { RbacIndex, readPolicy } from '@bulwark/rbac';
import { clustersFor, type Cluster } from './clusters.ts';

const API_VERSION = 'rbac.authorization.k8s.io/v1';
const API_GROUP = 'rbac.authorization.k8s.io';

/** `shop/api` is a name in a namespace, `api` one without. */
function metadata(at: string): JsonObject {
  const slash = at.indexOf('/');
  return slash === -1 ? { name: at } : { namespace: at.slice(0, slash), name: at.slice(slash + 1) };
}

/** A Role where the place has a namespace, else a ClusterRole. A rule is `get,list core pods`, or `get /healthz`. */
export function role(at: string, ...rules: readonly string[]): KubeObject {
  return rawRole(at, rules.map(ruleOf));
}

export function rawRole(at: string, rules: Json): KubeObject {
  return kubeObject({ apiVersion: API_VERSION, kind: at.includes('/') ? 'Role' : 'ClusterRole', metadata: metadata(at), rules });
}

function ruleOf(text: string): JsonObject {
  const [verbs = '', groups = '', resources, names] = text.split(' ');
  const list = (words: string): string[] => words.split(',').map((word) => (word === 'core' ? '' : word));
  if (resources === undefined) return { verbs: list(verbs), nonResourceURLs: list(groups) };
  const resourceNames = names === undefined ? {} : { resourceNames: list(names) };
  return { verbs: list(verbs), apiGroups: list(groups), resources: list(resources), ...resourceNames };
}

/** A binding of a role, `Role reader`, to subjects, `User jane` or `ServiceAccount shop/api`. */
export function binding(at: string, roleRef: string, ...subjects: readonly string[]): KubeObject {
  const [kind = '', name = ''] = pair(roleRef);
  return kubeObject({
    apiVersion: API_VERSION,
    kind: at.includes('/') ? 'RoleBinding' : 'ClusterRoleBinding',
    metadata: metadata(at),
    roleRef: { apiGroup: API_GROUP, kind, name },
    subjects: subjects.map((subject) => {
      const [subjectKind = '', text = ''] = pair(subject);
      return subjectKind === 'ServiceAccount'
        ? { kind: subjectKind, ...metadata(text) }
        : { kind: subjectKind, apiGroup: API_GROUP, name: text };
    }),
  });
}

function pair(text: string): readonly string[] {
  return [text.slice(0, text.indexOf(' ')), text.slice(text.indexOf(' ') + 1)];
}

export function indexOf(...objects: readonly KubeObject[]): RbacIndex {
  return new RbacIndex(readPolicy(objects, { complete: true }));
}

/** What some objects make of one cluster, without what the API server brings. */
export async function clusterOf(...objects: readonly KubeObject[]): Promise<Cluster> {
  const [cluster] = await clustersFor(Inventory.of(objects), { noDefaults: true, complete: false });
  return cluster;
}
