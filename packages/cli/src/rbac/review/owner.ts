import { namespaceLabels, stringAt, type KubeObject, type Scope } from '@bulwark/model';
import type { Owner } from './review.ts';

const OWNER = 'bulwark.dev/owner';
const MANAGER = 'app.kubernetes.io/managed-by';

/**
 * Who answers for an identity: what says so of itself, of the service account first, then of the bindings that name it, then of
 * its namespace. What manages the objects (a tool, mostly) is told only where nobody else is.
 */
export function ownerOf(objects: readonly KubeObject[], namespace: string | undefined, scope: Scope): Owner | undefined {
  const space = namespace === undefined ? undefined : namespaceLabels(scope, namespace).object;
  const all = space === undefined ? objects : [...objects, space];
  return firstOf(all, OWNER) ?? firstOf(objects, MANAGER);
}

function firstOf(objects: readonly KubeObject[], key: string): Owner | undefined {
  for (const object of objects) {
    const said = stringAt(object.value, 'metadata', 'annotations', key) ?? stringAt(object.value, 'metadata', 'labels', key);
    if (said === undefined || said.trim() === '') continue;
    const at = object.namespace === undefined ? object.name : `${object.namespace}/${object.name}`;
    return { name: said, from: `${key} of ${object.kind} ${at}` };
  }
  return undefined;
}
