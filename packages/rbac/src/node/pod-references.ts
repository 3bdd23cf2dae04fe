import { objectAt, stringAt, type JsonObject, type Path } from '@bulwark/model';
import { items } from './items.ts';
import type { VertexKind } from './vertex.ts';

/** What a pod names, and the field in which it does; the path begins in its spec. */
export interface Reference {
  readonly kind: VertexKind;
  readonly name: string;
  readonly at: Path;
}

const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

interface Source {
  readonly kind: VertexKind;
  readonly path: readonly string[];
}

/** In upstream's order: the first source that a volume has is looked at, and no other. */
const VOLUME_SOURCES: readonly (readonly [source: string, name: readonly string[]])[] = [
  ['azureFile', ['secretName']],
  ['cephfs', ['secretRef', 'name']],
  ['cinder', ['secretRef', 'name']],
  ['flexVolume', ['secretRef', 'name']],
  ['projected', []],
  ['rbd', ['secretRef', 'name']],
  ['secret', ['secretName']],
  ['scaleIO', ['secretRef', 'name']],
  ['iscsi', ['secretRef', 'name']],
  ['storageos', ['secretRef', 'name']],
  ['csi', ['nodePublishSecretRef', 'name']],
];

const ENV_FROM: readonly Source[] = [
  { kind: 'secrets', path: ['secretRef', 'name'] },
  { kind: 'configmaps', path: ['configMapRef', 'name'] },
];
const ENV: readonly Source[] = [
  { kind: 'secrets', path: ['valueFrom', 'secretKeyRef', 'name'] },
  { kind: 'configmaps', path: ['valueFrom', 'configMapKeyRef', 'name'] },
];
const PROJECTED: readonly Source[] = [
  { kind: 'secrets', path: ['secret', 'name'] },
  { kind: 'configmaps', path: ['configMap', 'name'] },
];
const PULL_SECRET: readonly Source[] = [{ kind: 'secrets', path: ['name'] }];

/** The service account, secrets, config maps and volume claims of a pod (kubernetes/pkg/api/v1/pod/util.go, the visitors). */
export function* podReferences(pod: string, spec: JsonObject): IterableIterator<Reference> {
  yield* named(spec, [{ kind: 'serviceaccounts', path: ['serviceAccountName'] }], []);
  yield* inList(spec, 'imagePullSecrets', PULL_SECRET, []);
  for (const list of CONTAINER_LISTS) {
    for (const [container, index] of items(spec, list)) {
      yield* inList(container, 'envFrom', ENV_FROM, [list, index]);
      yield* inList(container, 'env', ENV, [list, index]);
    }
  }
  for (const [volume, index] of items(spec, 'volumes')) {
    const at: Path = ['volumes', index];
    yield* volumeSecrets(volume, at);
    yield* volumeConfigMaps(volume, at);
    yield* volumeClaims(pod, volume, at);
  }
}

function* inList(value: JsonObject, key: string, sources: readonly Source[], at: Path): IterableIterator<Reference> {
  for (const [item, index] of items(value, key)) yield* named(item, sources, [...at, key, index]);
}

function* named(value: JsonObject, sources: readonly Source[], at: Path): IterableIterator<Reference> {
  for (const { kind, path } of sources) {
    const name = stringAt(value, ...path);
    if (name !== undefined && name !== '') yield { kind, name, at: [...at, ...path] };
  }
}

function* volumeSecrets(volume: JsonObject, at: Path): IterableIterator<Reference> {
  const source = VOLUME_SOURCES.find(([key]) => objectAt(volume, key) !== undefined);
  if (source === undefined) return;
  const [key, path] = source;
  if (key === 'projected') yield* projected(volume, 'secrets', at);
  else yield* named(volume, [{ kind: 'secrets', path: [key, ...path] }], at);
}

function* volumeConfigMaps(volume: JsonObject, at: Path): IterableIterator<Reference> {
  if (objectAt(volume, 'projected') !== undefined) yield* projected(volume, 'configmaps', at);
  else yield* named(volume, [{ kind: 'configmaps', path: ['configMap', 'name'] }], at);
}

function* projected(volume: JsonObject, wanted: VertexKind, at: Path): IterableIterator<Reference> {
  const sources = PROJECTED.filter(({ kind }) => kind === wanted);
  yield* inList(objectAt(volume, 'projected') ?? {}, 'sources', sources, [...at, 'projected']);
}

/** The claim of an ephemeral volume is named after the pod and the volume. */
function* volumeClaims(pod: string, volume: JsonObject, at: Path): IterableIterator<Reference> {
  if (objectAt(volume, 'persistentVolumeClaim') !== undefined) {
    yield* named(volume, [{ kind: 'persistentvolumeclaims', path: ['persistentVolumeClaim', 'claimName'] }], at);
  } else if (objectAt(volume, 'ephemeral') !== undefined) {
    const name = `${pod}-${stringAt(volume, 'name') ?? ''}`;
    yield { kind: 'persistentvolumeclaims', name, at: [...at, 'ephemeral'] };
  }
}

/**
 * The claims for devices of a pod, whose paths begin in the pod (k8s.io/dynamic-resource-allocation/resourceclaim, PodClaims): one
 * from a template is known by the status alone.
 */
export function* claimReferences(pod: JsonObject): IterableIterator<Reference> {
  const spec = objectAt(pod, 'spec') ?? {};
  const status = objectAt(pod, 'status') ?? {};
  for (const [claim, index] of items(spec, 'resourceClaims')) {
    const name = stringAt(claim, 'resourceClaimName');
    const at: Path = ['spec', 'resourceClaims', index];
    if (name !== undefined) yield { kind: 'resourceclaims', name, at: [...at, 'resourceClaimName'] };
    else if (stringAt(claim, 'resourceClaimTemplateName') !== undefined) {
      const made = madeFor(status, stringAt(claim, 'name') ?? '');
      if (made !== undefined) yield { kind: 'resourceclaims', name: made, at: [...at, 'resourceClaimTemplateName'] };
    }
  }
  const path = ['extendedResourceClaimStatus', 'resourceClaimName'] as const;
  yield* named(status, [{ kind: 'resourceclaims', path }], ['status']);
}

function madeFor(status: JsonObject, claim: string): string | undefined {
  for (const [made] of items(status, 'resourceClaimStatuses'))
    if ((stringAt(made, 'name') ?? '') === claim) return stringAt(made, 'resourceClaimName');
  return undefined;
}
