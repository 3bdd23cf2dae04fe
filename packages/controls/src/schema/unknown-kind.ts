import type { KindSchemas, KubeObject, Scope } from '@bulwark/model';
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
  const { apiVersion, kind } = object;
  const { known } = kinds.of(object, scope);
  if (known === 'no-definition') {
    return `the CustomResourceDefinition of ${kind} (${apiVersion}) is not among the objects: none of its fields are checked`;
  }
  if (known !== 'not-served' || kinds.schema.lifecycle(apiVersion, kind) !== undefined) return undefined;
  return `Kubernetes 1.${kinds.schema.minor} has no ${kind} in ${apiVersion}: none of its fields are checked`;
}

function isFirst(object: KubeObject, scope: Scope): boolean {
  const [first] = scope.index.ofKind(object.group, object.kind);
  return first === undefined || first === object;
}
