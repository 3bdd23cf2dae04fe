import type { Binding } from './binding.ts';
import { placeKey } from './place-key.ts';
import type { Role } from './role.ts';

/** The roles and bindings of one cluster. */
export class Policy {
  readonly roles: readonly Role[];
  readonly bindings: readonly Binding[];
  /** Whether a role that is not here does not exist. Else a binding to it says that the answer is not known. */
  readonly complete: boolean;
  readonly #roles = new Map<string, Role>();

  constructor(roles: readonly Role[], bindings: readonly Binding[], options: { readonly complete?: boolean } = {}) {
    this.roles = roles;
    this.bindings = bindings;
    this.complete = options.complete ?? false;
    for (const role of roles) this.#roles.set(placeKey(role), role);
  }

  /** `namespace` is empty for a ClusterRole. */
  role(namespace: string, name: string): Role | undefined {
    return this.#roles.get(placeKey({ namespace, name }));
  }

  /**
   * The role that a binding refers to: of kind `Role` in the binding's own namespace, of kind `ClusterRole` anywhere. The
   * group of the reference is not looked at (kubernetes/pkg/registry/rbac/validation/rule.go, GetRoleReferenceRules).
   */
  roleOf(binding: Binding): Role | undefined {
    if (binding.roleRef.kind === 'ClusterRole') return this.role('', binding.roleRef.name);
    if (binding.roleRef.kind !== 'Role' || binding.namespace === '') return undefined;
    return this.role(binding.namespace, binding.roleRef.name);
  }
}
