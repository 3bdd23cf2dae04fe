import type { Bucket, KindSchemas, KubeObject, Scope } from '@bulwark/model';
import type { Undecided } from '../control.ts';

/**
 * Why nothing can be said of an object's fields: said once for a kind in a scope, at its first object. Undefined where
 * something can be said, where another control says it (api/removed), and where no API server is concerned.
 */
export function unknownKind(object: KubeObject, scope: Scope, kinds: KindSchemas): Undecided | undefined {
  const reason = reasonOf(object, scope, kinds);
  return reason === undefined || !isFirst(object, scope) ? undefined : { at: ['kind'], unknown: reason };
}

function reasonOf(object: KubeObject, scope: Scope, kinds: KindSchemas): string | undefined {
  const { apiVersion, kind, group } = object;
  // The file that starts a server, with a type of ours.
  if (group === 'k3s.io') return undefined;
  const { known } = kinds.of(object, scope);
  if (known === 'no-definition') {
    return `the CustomResourceDefinition of ${kind} (${apiVersion}) is not among the objects: none of its fields are checked`;
  }
  if (known !== 'not-served' || kinds.schema.lifecycle(apiVersion, kind) !== undefined) return undefined;
  return `Kubernetes 1.${kinds.schema.minor} has no ${kind} in ${apiVersion}: none of its fields are checked`;
}

function isFirst(object: KubeObject, scope: Scope): boolean {
  const bucket = scope.index.bucket(object.group, object.kind);
  const first = FIRST.get(bucket) ?? firstOf(bucket);
  if (first !== undefined) FIRST.set(bucket, first);
  return first === undefined || first === object;
}

/** A bucket never changes. */
const FIRST = new WeakMap<Bucket, KubeObject>();

/** The one whose namespace and name come first, so that the order in which objects were read makes no difference. */
function firstOf(bucket: Bucket): KubeObject | undefined {
  let first: KubeObject | undefined;
  for (const names of bucket.values())
    for (const object of names.values()) if (first === undefined || comesBefore(object, first)) first = object;
  return first;
}

function comesBefore(a: KubeObject, b: KubeObject): boolean {
  const [inA, inB] = [a.namespace ?? '', b.namespace ?? ''];
  return inA === inB ? a.name < b.name : inA < inB;
}
