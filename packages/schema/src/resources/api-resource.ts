import { RESOURCES } from '../generated/resources.ts';

/** A resource as discovery shows it, whatever version of its group serves it. */
export interface ApiResource {
  /** The API group without a version; the core group is the empty string. */
  readonly group: string;
  /** The plural name, as in paths and rules. */
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly singular: string;
  readonly shortNames: readonly string[];
  /** The verbs of each subresource. */
  readonly subresources: ReadonlyMap<string, readonly string[]>;
}

const VERBS: Readonly<Record<string, string>> = {
  c: 'create',
  d: 'delete',
  D: 'deletecollection',
  g: 'get',
  l: 'list',
  p: 'patch',
  u: 'update',
  w: 'watch',
};

let known: readonly ApiResource[] | undefined;

/** What API servers serve themselves, in any of the releases that are known; what a release has dropped stays in the list. */
export function builtInResources(): readonly ApiResource[] {
  known ??= readResources(RESOURCES);
  return known;
}

function readResources(text: string): readonly ApiResource[] {
  const resources: (ApiResource & { readonly subresources: Map<string, readonly string[]> })[] = [];
  let group = '';
  for (const line of text.split('\n')) {
    const [first = '', ...rest] = line.split(' ');
    if (first === '#') group = rest.join(' ');
    else if (first.startsWith('/')) resources.at(-1)?.subresources.set(first.slice(1), verbsOf(rest[0]));
    else if (first !== '') resources.push(readResource(group, first, rest));
  }
  return resources;
}

function readResource(
  group: string,
  name: string,
  [kind = '', scope, verbs, singular, short]: readonly string[],
): ApiResource & { readonly subresources: Map<string, readonly string[]> } {
  return {
    group,
    name,
    kind,
    namespaced: scope === 'namespaced',
    verbs: verbsOf(verbs),
    singular: singular === '-' || singular === undefined ? kind.toLowerCase() : singular,
    shortNames: short === '-' || short === undefined ? [] : short.split(','),
    subresources: new Map(),
  };
}

function verbsOf(letters = ''): readonly string[] {
  return [...letters].flatMap((letter) => VERBS[letter] ?? []);
}
