import type { Api } from '../../control-plane/api.ts';

/** A kind that a server serves and lets be created. */
export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  /** Where its objects are created, in a namespace where they have one. */
  readonly path: (namespace: string) => string;
  readonly namespaced: boolean;
}

interface ResourceList {
  readonly groupVersion: string;
  readonly resources: readonly {
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
    readonly verbs: readonly string[];
  }[];
}

/** By `apiVersion kind`. */
export async function servedKinds(api: Api): Promise<ReadonlyMap<string, Kind>> {
  const { body } = await api.request('GET', '/apis');
  const { groups } = body as { readonly groups: readonly { readonly versions: readonly { readonly groupVersion: string }[] }[] };
  const roots = ['/api/v1', ...groups.flatMap(({ versions }) => versions.map(({ groupVersion }) => `/apis/${groupVersion}`))];
  const lists = await Promise.all(
    roots.map(async (root) => [root, (await api.request('GET', root)).body as ResourceList] as const),
  );
  return new Map(
    lists.flatMap(([root, resources]) => kindsOf(root, resources)).map((each) => [`${each.apiVersion} ${each.kind}`, each]),
  );
}

function kindsOf(root: string, { groupVersion, resources }: ResourceList): readonly Kind[] {
  return resources
    .filter(({ name, verbs }) => !name.includes('/') && verbs.includes('create') && verbs.includes('list'))
    .map(({ name, kind, namespaced }) => ({
      apiVersion: groupVersion,
      kind,
      namespaced,
      path: (namespace) => (namespaced ? `${root}/namespaces/${namespace}/${name}` : `${root}/${name}`),
    }));
}
