import { isClusterScoped } from '@bulwark/schema';
import { isObject, stringAt, type Json, type JsonObject } from './json.ts';
import type { Locator } from './locator.ts';
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
  readonly locator: Locator;
  /** Of the whole document, which may hold other objects too; undefined where there are none. */
  readonly repeatedKeys?: readonly RepeatedKey[];
}

/**
 * Why an object is only a part of one: a patch that Kustomize lays over a base, or a workload without what the API server
 * demands of it (a container without an image). Partial objects are not judged as whole ones.
 */
export type Partiality = 'kustomize-patch' | 'incomplete-workload';

/** Why a control that looks for what is missing cannot decide. */
export const PARTIAL_REASON: Readonly<Record<Partiality, string>> = {
  'kustomize-patch': 'it is a Kustomize patch: what it leaves out is in its base',
  'incomplete-workload':
    'it lacks what the API server demands, an image or a selector: it is a part of an object, and the rest is elsewhere',
};

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
}

/**
 * Wraps a value for which `isKubeValue` holds. An object that the server would name (`generateName`) is named `prefix*`. A
 * namespace on a kind that has none is dropped, as the server does (k8s.io/apiserver, pkg/registry/rest/create.go).
 */
export function kubeObject(value: JsonObject, context: ObjectContext = {}): KubeObject {
  const apiVersion = stringAt(value, 'apiVersion') ?? '';
  const group = groupOf(apiVersion);
  const kind = stringAt(value, 'kind') ?? '';
  const generateName = stringAt(value, 'metadata', 'generateName');
  return {
    apiVersion,
    kind,
    namespace: isClusterScoped(group, kind) === true ? undefined : stringAt(value, 'metadata', 'namespace') || undefined,
    name: stringAt(value, 'metadata', 'name') ?? (generateName === undefined ? '' : `${generateName}*`),
    group,
    value,
    origin: context.origin,
    partial: context.partial,
    scope: context.scope ?? '',
  };
}

/** The same object in every version of its API: group, kind, namespace and name. */
export function identityOf(object: Pick<KubeObject, 'group' | 'kind' | 'namespace' | 'name'>): string {
  return `${object.group}/${object.kind}/${object.namespace ?? ''}/${object.name}`;
}

export function refOf(object: ObjectRef): ObjectRef {
  return { apiVersion: object.apiVersion, kind: object.kind, namespace: object.namespace, name: object.name };
}
