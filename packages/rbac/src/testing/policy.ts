import { kubeObject, type Json, type JsonObject, type KubeObject } from '@bulwark/model';
import type { Binding } from '../policy/binding.ts';
import type { Policy } from '../policy/policy.ts';
import type { Role } from '../policy/role.ts';
import { readBinding } from '../read/read-binding.ts';
import { readPolicy } from '../read/read-policy.ts';
import { readRole } from '../read/read-role.ts';
import type { PolicyRule } from '../rule/policy-rule.ts';

/** `shop/api` is a name in a namespace, `api` one without. */
function metadata(at: string, more: JsonObject = {}): JsonObject {
  const [first = '', second] = at.split('/');
  return second === undefined ? { name: first, ...more } : { namespace: first, name: second, ...more };
}

function objectOf(kind: string, at: string, parts: JsonObject, meta?: JsonObject): KubeObject {
  return kubeObject({ apiVersion: 'rbac.authorization.k8s.io/v1', kind, metadata: metadata(at, meta), ...parts });
}

/** A Role where the place has a namespace, else a ClusterRole. */
export function roleObject(at: string, rules: readonly PolicyRule[], more: JsonObject = {}, meta: JsonObject = {}): KubeObject {
  return objectOf(at.includes('/') ? 'Role' : 'ClusterRole', at, { rules: rules as unknown as Json, ...more }, meta);
}

/** A binding of a role, `Role/reader` or `ClusterRole/view`, to subjects, `User/bob`. */
export function bindingObject(at: string, role: string, subjects: readonly string[] = [], meta: JsonObject = {}): KubeObject {
  const [kind = '', name = ''] = role.split('/');
  return objectOf(
    at.includes('/') ? 'RoleBinding' : 'ClusterRoleBinding',
    at,
    {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name },
      subjects: subjects.map((subject) => ({ kind: subject.split('/')[0] ?? '', name: subject.split('/')[1] ?? '' })),
    },
    meta,
  );
}

export function roleOf(object: KubeObject): Role {
  return read(readRole(object));
}

export function bindingOf(object: KubeObject): Binding {
  return read(readBinding(object));
}

export function policyOf(...objects: readonly KubeObject[]): Policy {
  return readPolicy(objects, { complete: true });
}

function read<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the object is no role and no binding');
  return value;
}
