import { booleanAt, listAt, objectAt, stringAt, type JsonObject, type KubeObject } from '@bulwark/model';
import { builtInResources, type ApiResource } from '@bulwark/schema';

const ALL_VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const STATUS_VERBS = ['get', 'patch', 'update'];

/** The resources that a cluster serves: its own, and those that CustomResourceDefinitions among its objects add. */
export class ResourceCatalogue {
  readonly all: readonly ApiResource[];
  readonly #byWord = new Map<string, ApiResource[]>();

  constructor(objects: Iterable<KubeObject> = []) {
    const custom = [...objects].flatMap((object) => customResource(object) ?? []);
    this.all = [...builtInResources(), ...custom];
    for (const resource of this.all) {
      for (const word of wordsFor(resource)) this.#byWord.set(word, [...(this.#byWord.get(word) ?? []), resource]);
    }
  }

  /**
   * The resources that a word may mean, as kubectl takes it: plural, singular or short name, alone or with its group
   * (`deployments.apps`). The core group's first, then in the order of groups.
   */
  find(word: string): readonly ApiResource[] {
    const lower = word.toLowerCase();
    const plain = this.#byWord.get(lower);
    if (plain !== undefined) return plain;
    const dot = lower.indexOf('.');
    if (dot === -1) return [];
    const group = lower.slice(dot + 1);
    return (this.#byWord.get(lower.slice(0, dot)) ?? []).filter((resource) => isGroup(resource.group, group));
  }

  get(group: string, name: string): ApiResource | undefined {
    return this.#byWord.get(name)?.find((resource) => resource.group === group && resource.name === name);
  }
}

/** `apps`, or with a version in front as kubectl writes it: `v1.apps`. */
function isGroup(group: string, asked: string): boolean {
  return asked === group || (/^v\d+(?:(?:alpha|beta)\d+)?\./.test(asked) && asked.slice(asked.indexOf('.') + 1) === group);
}

function wordsFor({ name, singular, shortNames }: ApiResource): ReadonlySet<string> {
  return new Set([name, singular, ...shortNames]);
}

/** What a CustomResourceDefinition adds; undefined for every other object, and for one that names nothing. */
function customResource({ group, kind, value }: KubeObject): ApiResource | undefined {
  if (group !== 'apiextensions.k8s.io' || kind !== 'CustomResourceDefinition') return undefined;
  const name = stringAt(value, 'spec', 'names', 'plural');
  const ofGroup = stringAt(value, 'spec', 'group');
  const kindName = stringAt(value, 'spec', 'names', 'kind');
  if (name === undefined || ofGroup === undefined || kindName === undefined) return undefined;
  return {
    group: ofGroup,
    name,
    kind: kindName,
    namespaced: stringAt(value, 'spec', 'scope') !== 'Cluster',
    verbs: ALL_VERBS,
    singular: stringAt(value, 'spec', 'names', 'singular') ?? kindName.toLowerCase(),
    shortNames: listAt(value, 'spec', 'names', 'shortNames').filter((short) => typeof short === 'string'),
    subresources: customSubresources(value),
  };
}

function customSubresources(value: JsonObject): ReadonlyMap<string, readonly string[]> {
  const served = listAt(value, 'spec', 'versions').filter((version) => booleanAt(version, 'served') !== false);
  const holders = [value['spec'], ...served];
  return new Map(
    ['status', 'scale'].flatMap((name): (readonly [string, readonly string[]])[] =>
      holders.some((holder) => objectAt(holder, 'subresources', name) !== undefined) ? [[name, STATUS_VERBS]] : [],
    ),
  );
}
