import type { Binding } from './binding.ts';
import type { Role } from './role.ts';

/** Roles and bindings that come together, and are part of a policy. */
export interface PolicySet {
  readonly roles: readonly Role[];
  readonly bindings: readonly Binding[];
}
