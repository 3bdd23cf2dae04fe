import { isArray, isObject, objectAt, stringAt, valueAt, type Json, type JsonObject } from '@bulwark/model';
import { withDefaults } from './defaults.ts';
import type { PodParts } from './pod-parts.ts';

const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';
const LISTS = ['initContainers', 'containers', 'ephemeralContainers'];

/**
 * A new Pod as the API server has it when it asks Pod Security: with its defaults, and with the AppArmor profile of each
 * container's annotation in the container's own field (`applyAppArmorVersionSkew` in kubernetes,
 * pkg/registry/core/pod/strategy.go, since 1.30). It changes no verdict, but the words: the server then blames the container
 * and the annotation. Templates are not changed so.
 */
export function asCreated(parts: PodParts): PodParts {
  const defaulted = withDefaults(parts);
  const { metadata, spec } = defaulted;
  const annotations = objectAt(metadata, 'annotations');
  if (!isObject(spec) || annotations === undefined || stringAt(spec, 'os', 'name') === 'windows') return defaulted;
  const ofPod = valueAt(spec, ['securityContext', 'appArmorProfile']);
  const lists = LISTS.flatMap((list) => {
    const containers = valueAt(spec, [list]);
    return isArray(containers)
      ? [[list, containers.map((container) => withProfile(container, annotations, ofPod))] as const]
      : [];
  });
  return { ...defaulted, spec: { ...spec, ...Object.fromEntries(lists) } };
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
