import type { JsonObject } from '@bulwark/model';
import { FieldReader } from './field-reader.ts';
import type { PodParts } from './pod-parts.ts';
import type { Container, ContainerList, Pod, Volume } from './pod.ts';
import { readHandlerHosts } from './read-handlers.ts';
import { readHostPorts } from './read-ports.ts';
import { readContainerSecurity, readPodSecurity } from './read-security.ts';
import { isSource } from './volume-sources.ts';

/** The order of upstream's `visitContainers`. */
const LISTS: readonly ContainerList[] = ['initContainers', 'containers', 'ephemeralContainers'];
const NO_ANNOTATIONS: ReadonlyMap<string, string> = new Map();

/**
 * The pod as the checks see it. Give it parts `withDefaults`. Never throws; what has a type that the API server refuses is
 * among the pod's `problems`.
 */
export function readPod({ metadata, spec }: PodParts): Pod {
  const reader = new FieldReader();
  const whole: JsonObject = { metadata: metadata ?? null, spec: spec ?? null };
  const annotations = readAnnotations(reader, whole);
  const pod = reader.object(whole, 'spec');
  reader.enter('spec');
  const security = reader.optionalObject(pod, 'securityContext');
  reader.enter('securityContext');
  const podSecurity = readPodSecurity(reader, security);
  reader.leave();
  return {
    annotations,
    hostNetwork: reader.boolean(pod, 'hostNetwork') === true,
    hostPID: reader.boolean(pod, 'hostPID') === true,
    hostIPC: reader.boolean(pod, 'hostIPC') === true,
    ownUsers: reader.boolean(pod, 'hostUsers') === false,
    windows: readOs(reader, pod) === 'windows',
    runtimeClass: reader.text(pod, 'runtimeClassName') ?? '',
    security: podSecurity,
    volumes: readVolumes(reader, pod),
    containers: readContainers(reader, pod),
    problems: reader.problems,
  };
}

const ANNOTATION =
  /^(?:container\.(?:apparmor\.security\.beta|seccomp\.security\.alpha)|seccomp\.security\.alpha)\.kubernetes\.io\//;

function readAnnotations(reader: FieldReader, whole: JsonObject): ReadonlyMap<string, string> {
  const metadata = reader.object(whole, 'metadata');
  reader.enter('metadata');
  const annotations = reader.object(metadata, 'annotations');
  reader.enter('annotations');
  let found: Map<string, string> | undefined;
  for (const key of Object.keys(annotations)) {
    if (!ANNOTATION.test(key)) continue;
    found ??= new Map();
    // In a map of texts, null is the empty one.
    found.set(key, reader.text(annotations, key) ?? '');
  }
  reader.leave();
  reader.leave();
  return found ?? NO_ANNOTATIONS;
}

function readOs(reader: FieldReader, pod: JsonObject): string | undefined {
  const os = reader.optionalObject(pod, 'os');
  if (os === undefined) return undefined;
  reader.enter('os');
  const name = reader.text(os, 'name');
  reader.leave();
  return name;
}

function readVolumes(reader: FieldReader, pod: JsonObject): readonly Volume[] {
  const items = reader.list(pod, 'volumes');
  reader.enter('volumes');
  const volumes = items.map((item, index) => {
    const volume = reader.item(item, index);
    reader.enter(index);
    const sources = Object.keys(volume).filter((member) => isSource(volume, member));
    for (const source of sources) reader.optionalObject(volume, source);
    const name = reader.text(volume, 'name') ?? '';
    reader.leave();
    return { name, sources };
  });
  reader.leave();
  return volumes;
}

function readContainers(reader: FieldReader, pod: JsonObject): readonly Container[] {
  const containers: Container[] = [];
  for (const list of LISTS) {
    const items = reader.list(pod, list);
    if (items.length === 0) continue;
    reader.enter(list);
    for (let index = 0; index < items.length; index++) {
      const container = reader.item(items[index] ?? null, index);
      reader.enter(index);
      containers.push(readContainer(reader, container, list, index));
      reader.leave();
    }
    reader.leave();
  }
  return containers;
}

function readContainer(reader: FieldReader, container: JsonObject, list: ContainerList, index: number): Container {
  const security = reader.optionalObject(container, 'securityContext');
  reader.enter('securityContext');
  const read = readContainerSecurity(reader, security);
  reader.leave();
  return {
    list,
    index,
    name: reader.text(container, 'name') ?? '',
    security: read,
    hostPorts: readHostPorts(reader, container),
    handlerHosts: readHandlerHosts(reader, container),
  };
}
