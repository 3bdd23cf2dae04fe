import { isClusterScoped } from '@bulwark/schema';
import { isObject, member, stringAt, type Json, type JsonObject } from './json.ts';
import type { Locator } from './locator.ts';
import type { Path } from './path.ts';
import { refusedText, type RefusedText } from './refused-text.ts';
import type { SourceFile } from './source-file.ts';

/** A key that its map already has, by the place of the later one: the last one counts, and the others say nothing. */
export interface RepeatedKey {
  readonly key: string;
  /** UTF-16 code units from the start of the file. */
  readonly offset: number;
}

/** Where an object stands in text. */
export interface Origin {
  readonly file: SourceFile;
  /** Zero-based number of the document in its file. */
  readonly document: number;
  /** Where the object stands in its document, an item of a List; undefined where it is the whole document. */
  readonly within?: Path | undefined;
  readonly locator: Locator;
  /** Of the whole document, which may hold other objects too; undefined where there are none. */
  readonly repeatedKeys?: readonly RepeatedKey[] | undefined;
}

/**
 * Why an object is only a part of one: a patch that Kustomize lays over a base, or a workload without what the API server
 * demands of it (a container without an image). Partial objects are not judged as whole ones.
 */
export type Partiality = 'kustomize-patch' | 'incomplete-workload';

/** What names an object in a report. `namespace` is undefined where the kind has none or the manifest leaves it open. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

export interface KubeObject extends ObjectRef {
  /** The API group of `apiVersion`; the core group is the empty string. */
  readonly group: string;
  readonly value: JsonObject;
  readonly origin: Origin | undefined;
  readonly partial: Partiality | undefined;
  /**
   * What should say which object it is and holds no text. The API server refuses the object, and nobody knows what is meant:
   * its `name` is empty, its `namespace` undefined, and neither says anything.
   */
  readonly misnamed: readonly RefusedText[];
  /**
   * Whether name and namespace say which object it is. Those that the server would name, those without any name and the
   * misnamed are each one of their own, however alike they look.
   */
  readonly identified: boolean;
  /** The folder whose files make up one cluster with this object; the empty string is the whole input. */
  readonly scope: string;
}

export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}

/** Whether `value` has what every API object has: a kind and an apiVersion, both of text. */
export function isKubeValue(value: Json | undefined): value is JsonObject {
  return isObject(value) && Boolean(stringAt(value, 'kind')) && Boolean(stringAt(value, 'apiVersion'));
}

export interface ObjectContext {
  readonly origin?: Origin | undefined;
  readonly partial?: Partiality | undefined;
  readonly scope?: string;
  /** Where an object goes that names no namespace. Custom kinds may have none: of those it is left open. */
  readonly namespace?: string | undefined;
}

const NAMING_KEYS = ['name', 'namespace', 'generateName'] as const;
const WELL_NAMED: readonly RefusedText[] = [];

/** The fields that should say which object `value` is and hold no text. */
export function misnamedFields(value: JsonObject): readonly RefusedText[] {
  const metadata = member(value, 'metadata');
  if (!isObject(metadata)) return WELL_NAMED;
  // Asked of every object, and nearly always with this answer.
  const { name, namespace, generateName } = metadata;
  if (isTextOrNothing(name) && isTextOrNothing(namespace) && isTextOrNothing(generateName)) return WELL_NAMED;
  return NAMING_KEYS.flatMap((key) => refusedText(value, ['metadata', key]) ?? []);
}

function isTextOrNothing(value: Json | undefined): boolean {
  return typeof value === 'string' || value === undefined || value === null;
}

/**
 * Wraps a value for which `isKubeValue` holds. An object that the server would name (`generateName`) is named `prefix*`. A
 * namespace on a kind that has none is dropped, as the server does (k8s.io/apiserver, pkg/registry/rest/create.go).
 */
export function kubeObject(value: JsonObject, context: ObjectContext = {}): KubeObject {
  const { text: apiVersion, group } = versionIn(textIn(value, 'apiVersion') ?? '');
  const kind = kindIn(textIn(value, 'kind') ?? '').text;
  const metadata = member(value, 'metadata');
  const name = textIn(metadata, 'name');
  const misnamed = misnamedFields(value);
  const isCluster = isClusterScoped(group, kind);
  const given = isCluster === false && misnamed === WELL_NAMED ? context.namespace : undefined;
  return {
    apiVersion,
    kind,
    namespace: isCluster === true ? undefined : textIn(metadata, 'namespace') || given,
    name: name ?? shownName(metadata),
    group,
    value,
    origin: context.origin,
    partial: context.partial,
    misnamed,
    identified: Boolean(name) && misnamed.length === 0,
    scope: context.scope ?? '',
  };
}

/** Of an object that has no name. */
function shownName(metadata: Json | undefined): string {
  const generateName = textIn(metadata, 'generateName');
  return generateName === undefined ? '' : `${generateName}*`;
}

/** How many are remembered: those of a large tree, not of a stream without end. */
const MOST = 10_000;

/**
 * One text for all that are alike, with what follows from it: each object has read its own, and what is looked up by kind a hundred
 * times for every object is found quickly by the same text alone.
 */
function shared<T extends { readonly text: string }>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = make(text);
    if (known.size < MOST) known.set(text, made);
    return made;
  };
}

const versionIn = shared((text) => ({ text, group: groupOf(text) }));
const kindIn = shared((text) => ({ text }));

function textIn(holder: Json | undefined, key: string): string | undefined {
  const text = member(holder, key);
  return typeof text === 'string' ? text : undefined;
}

/** The same object in every version of its API: group, kind, namespace and name. Of no meaning where it is not `identified`. */
export function identityOf(object: Pick<KubeObject, 'group' | 'kind' | 'namespace' | 'name'>): string {
  return `${object.group}/${object.kind}/${object.namespace ?? ''}/${object.name}`;
}

export function refOf(object: ObjectRef): ObjectRef {
  return { apiVersion: object.apiVersion, kind: object.kind, namespace: object.namespace, name: object.name };
}
