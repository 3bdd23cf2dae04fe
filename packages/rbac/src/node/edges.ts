import { objectAt, stringAt, type JsonObject, type KubeObject, type Path } from '@bulwark/model';
import { placeKey } from '../policy/place-key.ts';
import { accountName, filledIn, isStored } from './filled-in.ts';
import { claimReferences, podReferences } from './pod-references.ts';
import { nodeVertex, type Edge, type Vertex, type VertexKind } from './vertex.ts';
import { volumeSecrets } from './volume-secrets.ts';

const MIRROR = 'kubernetes.io/config.mirror';
/** From this minor on, pods may claim devices by themselves (DynamicResourceAllocation). */
const CLAIMS_SINCE = 34;

type Reader = (object: KubeObject, context: Context) => Iterable<Edge>;

interface Context {
  readonly accounts: ReadonlyMap<string, KubeObject>;
  readonly minor: number;
}

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['/Pod', podEdges],
  ['/PersistentVolume', volumeEdges],
  ['storage.k8s.io/VolumeAttachment', (object) => onNode(object, 'volumeattachments')],
  ['resource.k8s.io/ResourceSlice', (object) => onNode(object, 'resourceslices')],
  ['certificates.k8s.io/PodCertificateRequest', (object) => onNode(object, 'podcertificaterequests')],
]);

/** What objects say of which other objects belong to them, and they to a node. Those without a name say nothing. */
export function* edgesOf(objects: readonly KubeObject[], minor: number): IterableIterator<Edge> {
  const context: Context = { accounts: accountsOf(objects), minor };
  for (const object of objects) {
    if (object.name === '' || object.partial !== undefined) continue;
    const reader = READERS.get(`${object.group}/${object.kind}`);
    if (reader !== undefined) yield* reader(object, context);
  }
}

function accountsOf(objects: readonly KubeObject[]): ReadonlyMap<string, KubeObject> {
  const accounts = objects.filter(({ group, kind }) => group === '' && kind === 'ServiceAccount');
  return new Map(accounts.map((account) => [placeKey({ namespace: namespaceOf(account), name: account.name }), account]));
}

function namespaceOf({ namespace }: KubeObject): string {
  return namespace ?? 'default';
}

function* onNode(object: KubeObject, kind: VertexKind): IterableIterator<Edge> {
  const node = stringAt(object.value, 'spec', 'nodeName');
  if (node === undefined || node === '') return;
  const namespace = kind === 'podcertificaterequests' ? namespaceOf(object) : '';
  yield { from: { kind, namespace, name: object.name }, to: nodeVertex(node), object, at: ['spec', 'nodeName'] };
}

/** A mirror pod gives its node nothing: the node made it up itself. */
function* podEdges(object: KubeObject, { accounts, minor }: Context): IterableIterator<Edge> {
  const { value } = object;
  const node = stringAt(value, 'spec', 'nodeName');
  if (node === undefined || node === '') return;
  const namespace = namespaceOf(object);
  const pod: Vertex = { kind: 'pods', namespace, name: object.name };
  yield { from: pod, to: nodeVertex(node), object, at: ['spec', 'nodeName'] };
  if (isMirror(value)) return;
  const spec = objectAt(value, 'spec') ?? {};
  for (const { kind, name, at } of podReferences(object.name, spec))
    yield { from: { kind, namespace, name }, to: pod, object, at: ['spec', ...at] };
  if (minor >= CLAIMS_SINCE || isStored(object)) {
    for (const { kind, name, at } of claimReferences(value)) yield { from: { kind, namespace, name }, to: pod, object, at };
  }
  if (isStored(object)) return;
  const account = accounts.get(placeKey({ namespace, name: accountName(spec) }));
  for (const { kind, name, at } of filledIn(spec, account?.value))
    yield { from: { kind, namespace, name }, to: pod, object, at: ['spec', ...at], filledIn: true };
}

function isMirror(value: JsonObject): boolean {
  const annotations = objectAt(value, 'metadata', 'annotations');
  return annotations !== undefined && Object.hasOwn(annotations, MIRROR);
}

/** A volume belongs to the claim that it is bound to, and its secrets belong to it. */
function* volumeEdges(object: KubeObject): IterableIterator<Edge> {
  const spec = objectAt(object.value, 'spec') ?? {};
  const claim = objectAt(spec, 'claimRef');
  if (claim === undefined) return;
  const volume: Vertex = { kind: 'persistentvolumes', namespace: '', name: object.name };
  const namespace = stringAt(claim, 'namespace') ?? '';
  const to: Vertex = { kind: 'persistentvolumeclaims', namespace, name: stringAt(claim, 'name') ?? '' };
  yield { from: volume, to, object, at: ['spec', 'claimRef'] };
  for (const secret of volumeSecrets(spec, namespace)) {
    const at: Path = ['spec', ...secret.at];
    yield { from: { kind: 'secrets', namespace: secret.namespace, name: secret.name }, to: volume, object, at };
  }
}
