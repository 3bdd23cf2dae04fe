import { isArray, isObject, listAt, objectAt, stringAt, valueAt, type Json, type JsonObject } from '@bulwark/model';
import { NEWEST_MINOR } from '../version.ts';
import { withDefaults } from './defaults.ts';
import type { PodParts } from './pod-parts.ts';

const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';
const LISTS = ['initContainers', 'containers', 'ephemeralContainers'];
/** Before, there are no fields for it. */
const FIELDS_SINCE = 30;
/** Since then, fields are no longer copied into annotations for older nodes. */
const FIELDS_ALONE_SINCE = 34;

/**
 * A new Pod as the API server has it when it asks Pod Security: with its defaults, and with the AppArmor profile of each
 * container's annotation in the container's own field (`applyAppArmorVersionSkew` in kubernetes,
 * pkg/registry/core/pod/strategy.go). It changes no verdict, but the words: the server then blames the container and the
 * annotation. Templates are not changed so. `newest` is the minor version of the server: from 1.30 to 1.33 fields become
 * annotations as well, and before 1.30 there are none.
 */
export function asCreated(parts: PodParts, newest: number = NEWEST_MINOR): PodParts {
  const defaulted = withDefaults(parts);
  const { metadata, spec } = defaulted;
  if (newest < FIELDS_SINCE || !isObject(spec) || stringAt(spec, 'os', 'name') === 'windows') return defaulted;
  const annotations = objectAt(metadata, 'annotations') ?? {};
  const copied = newest < FIELDS_ALONE_SINCE ? annotationsOf(spec, annotations) : {};
  return { ...defaulted, ...withAnnotations(metadata, annotations, copied), spec: withProfiles(spec, annotations) };
}

function withAnnotations(metadata: Json | undefined, annotations: JsonObject, copied: JsonObject): Pick<PodParts, 'metadata'> {
  if (Object.keys(copied).length === 0) return { metadata };
  return { metadata: { ...(isObject(metadata) && metadata), annotations: { ...annotations, ...copied } } };
}

/** The annotations that containers without one get: from their own profile, else from the pod's. */
function annotationsOf(spec: JsonObject, annotations: JsonObject): JsonObject {
  const found: [string, string][] = [];
  for (const container of LISTS.flatMap((list) => listAt(spec, list))) {
    const key = `${ANNOTATION}${stringAt(container, 'name') ?? ''}`;
    const own = objectAt(container, 'securityContext', 'appArmorProfile');
    const value = annotationOf(own ?? objectAt(spec, 'securityContext', 'appArmorProfile'));
    if (value !== undefined && !Object.hasOwn(annotations, key)) found.push([key, value]);
  }
  return Object.fromEntries(found);
}

function annotationOf(profile: JsonObject | undefined): string | undefined {
  const localhost = stringAt(profile, 'localhostProfile');
  switch (stringAt(profile, 'type')) {
    case 'Unconfined':
      return 'unconfined';
    case 'RuntimeDefault':
      return 'runtime/default';
    case 'Localhost':
      return localhost === undefined ? undefined : `${LOCALHOST}${localhost}`;
    default:
      return undefined;
  }
}

function withProfiles(spec: JsonObject, annotations: JsonObject): JsonObject {
  const ofPod = valueAt(spec, ['securityContext', 'appArmorProfile']);
  const lists = LISTS.flatMap((list) => {
    const containers = valueAt(spec, [list]);
    return isArray(containers)
      ? [[list, containers.map((container) => withProfile(container, annotations, ofPod))] as const]
      : [];
  });
  return { ...spec, ...Object.fromEntries(lists) };
}

function withProfile(container: Json, annotations: JsonObject, ofPod: Json | undefined): Json {
  if (!isObject(container)) return container;
  const annotation = stringAt(annotations, `${ANNOTATION}${stringAt(container, 'name') ?? ''}`);
  const own = valueAt(container, ['securityContext', 'appArmorProfile']) ?? undefined;
  const profile = annotation === undefined || own !== undefined ? undefined : profileOf(annotation);
  if (profile === undefined || isSame(profile, ofPod)) return container;
  return { ...container, securityContext: { ...objectAt(container, 'securityContext'), appArmorProfile: profile } };
}

interface Profile extends JsonObject {
  readonly type: string;
  readonly localhostProfile?: string;
}

const LOCALHOST = 'localhost/';
/** What the server takes as the name of a profile on a node. */
const LONGEST_NAME = 4095;

function profileOf(annotation: string): Profile | undefined {
  if (annotation === 'unconfined') return { type: 'Unconfined' };
  if (annotation === 'runtime/default') return { type: 'RuntimeDefault' };
  if (!annotation.startsWith(LOCALHOST)) return undefined;
  const name = annotation.slice(LOCALHOST.length);
  const isName = name !== '' && name.trim() === name && name.length <= LONGEST_NAME;
  return isName ? { type: 'Localhost', localhostProfile: name } : undefined;
}

function isSame({ type, localhostProfile }: Profile, other: Json | undefined): boolean {
  return stringAt(other, 'type') === type && stringAt(other, 'localhostProfile') === localhostProfile;
}
