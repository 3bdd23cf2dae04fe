import { objectAt, stringAt, type JsonObject, type Path } from '@bulwark/model';

interface VolumeSecret {
  readonly namespace: string;
  readonly name: string;
  /** Begins in the spec of the volume. */
  readonly at: Path;
}

/** In upstream's order; whether a secret without a namespace is in that of the claim. */
const SOURCES: readonly (readonly [source: string, inNamespaceOfClaim: boolean])[] = [
  ['cephfs', true],
  ['cinder', false],
  ['flexVolume', true],
  ['rbd', true],
  ['scaleIO', true],
  ['iscsi', true],
  ['storageos', false],
];
/** What the node needs; the others are for the controllers. */
const CSI_REFERENCES = ['nodePublishSecretRef', 'nodeStageSecretRef', 'nodeExpandSecretRef'] as const;

/** The secrets of a persistent volume that nodes see (kubernetes/pkg/api/v1/persistentvolume/util.go, VisitPVSecretNames). */
export function* volumeSecrets(spec: JsonObject, claimNamespace: string): IterableIterator<VolumeSecret> {
  if (objectAt(spec, 'azureFile') !== undefined) {
    const namespace = stringAt(spec, 'azureFile', 'secretNamespace') || claimNamespace;
    yield* secret(stringAt(spec, 'azureFile', 'secretName'), namespace, ['azureFile', 'secretName']);
    return;
  }
  const source = SOURCES.find(([key]) => objectAt(spec, key) !== undefined);
  if (source !== undefined) {
    const [key, inNamespaceOfClaim] = source;
    yield* referred(spec, [key, 'secretRef'], inNamespaceOfClaim ? claimNamespace : '');
    return;
  }
  for (const reference of CSI_REFERENCES) yield* referred(spec, ['csi', reference], '');
}

function* referred(spec: JsonObject, at: readonly string[], otherwise: string): IterableIterator<VolumeSecret> {
  yield* secret(stringAt(spec, ...at, 'name'), stringAt(spec, ...at, 'namespace') || otherwise, [...at, 'name']);
}

function* secret(name: string | undefined, namespace: string, at: Path): IterableIterator<VolumeSecret> {
  if (name !== undefined && name !== '') yield { namespace, name, at };
}
