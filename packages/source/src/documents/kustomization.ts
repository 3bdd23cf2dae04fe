import { posix } from 'node:path';

import { groupOf, isObject, listAt, member, type Json, type JsonObject, type Path } from '@bulwark/model';

import { isKustomization } from './kustomize-patches.ts';

const GROUP = 'kustomize.config.k8s.io';

/**
 * The fields by which a Kustomization makes something else of what it lists, or adds to it; the others say where things are
 * (resources, bases, crds), or how they are checked and printed. sigs.k8s.io/kustomize, api/types/kustomization.go.
 */
const CHANGING = new Set([
  'commonAnnotations',
  'commonLabels',
  'components',
  'configMapGenerator',
  'generators',
  'helmChartInflationGenerator',
  'helmCharts',
  'imageTags',
  'images',
  'labels',
  'namePrefix',
  'nameSuffix',
  'namespace',
  'patches',
  'patchesJson6902',
  'patchesStrategicMerge',
  'replacements',
  'replicas',
  'secretGenerator',
  'transformers',
  'vars',
]);
const LISTING = ['resources', 'bases'];

/**
 * The Kustomization or Component that a document is: by its type, or by the name of its file, where it may leave out its
 * type (`FixKustomization` in api/types/kustomization.go fills it in). Undefined where it is none.
 */
export function kustomizationIn(value: Json | undefined, location: string | undefined): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  const kind = typeOf(value, 'kind', 'Kustomization');
  // Nearly every document is something else.
  if (kind !== 'Kustomization' && kind !== 'Component') return undefined;
  const apiVersion = typeOf(value, 'apiVersion', `${GROUP}/${kind === 'Component' ? 'v1alpha1' : 'v1beta1'}`);
  if (apiVersion === undefined || groupOf(apiVersion) !== GROUP) return undefined;
  const isTyped = Boolean(member(value, 'kind')) && Boolean(member(value, 'apiVersion'));
  if (isTyped) return value;
  return location !== undefined && isKustomization(location) ? { ...value, apiVersion, kind } : undefined;
}

function typeOf(value: JsonObject, field: string, byDefault: string): string | undefined {
  const type = member(value, field) || byDefault;
  return typeof type === 'string' ? type : undefined;
}

/** Why and where what a Kustomization builds is not what was read. */
export interface Unbuilt {
  readonly path: Path;
  readonly reason: string;
}

/**
 * Undefined where the Kustomization builds nothing but what was read: it lists files, and changes none of them.
 * `isRead` tells whether a file, or a folder with some, is among those that are read.
 */
export function unbuilt(
  kustomization: JsonObject,
  location: string | undefined,
  isRead: (location: string) => boolean,
): Unbuilt | undefined {
  const changing = Object.keys(kustomization).filter((field) => CHANGING.has(field) && !isEmpty(kustomization[field]));
  const [first] = changing;
  if (first !== undefined) return { path: [first], reason: changing.join(', ') };
  if (location === undefined) return undefined;
  for (const field of LISTING) {
    const index = listAt(kustomization, field).findIndex((entry) => !isReadFrom(location, entry, isRead));
    if (index !== -1) return { path: [field, index], reason: `${field}[${index}] is not among the files that were read` };
  }
  return undefined;
}

function isReadFrom(location: string, entry: Json, isRead: (location: string) => boolean): boolean {
  return (
    typeof entry !== 'string' ||
    (!entry.includes('://') && isRead(posix.join(posix.dirname(location), entry.replace(/\/+$/, ''))))
  );
}

function isEmpty(value: Json | undefined): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === '';
}
