import type { KubeObject } from '@bulwark/model';
import type { Subject } from '../subject/subject.ts';

export interface RoleRef {
  readonly kind: string;
  readonly name: string;
}

/** A RoleBinding (with its namespace) or a ClusterRoleBinding (whose namespace is empty). */
export interface Binding {
  readonly kind: 'RoleBinding' | 'ClusterRoleBinding';
  /** Empty for a ClusterRoleBinding. */
  readonly namespace: string;
  readonly name: string;
  readonly roleRef: RoleRef;
  readonly subjects: readonly Subject[];
  /** Undefined for a binding that the API server brings itself. */
  readonly object: KubeObject | undefined;
  /** Why the API server refuses the binding as it is written: whom it binds to what is not known. */
  readonly unreadable: string | undefined;
}
