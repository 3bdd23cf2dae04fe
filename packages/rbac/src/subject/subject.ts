import { serviceAccountName, type User } from './user.ts';

/** A subject of a binding as it is written (rbac.authorization.k8s.io/v1, Subject). */
export interface Subject {
  /** `User`, `Group` and `ServiceAccount` match; every other kind matches nobody. */
  readonly kind: string;
  readonly name: string;
  /** Of a service account; empty where it is left out. */
  readonly namespace: string;
}

/** Whom a subject means: everybody of a username, or everybody in a group. */
export interface Principal {
  readonly kind: 'user' | 'group';
  readonly name: string;
}

/**
 * Whom a subject of a binding means, or undefined where it never means anybody: a kind that is none of the three, or a service
 * account without a namespace in a binding that has none (kubernetes/pkg/registry/rbac/validation/rule.go, appliesToUser).
 * A service account is one of the users, so `User` with its username means the same.
 */
export function principalOf(subject: Subject, bindingNamespace: string): Principal | undefined {
  if (subject.kind === 'User') return { kind: 'user', name: subject.name };
  if (subject.kind === 'Group') return { kind: 'group', name: subject.name };
  if (subject.kind !== 'ServiceAccount') return undefined;
  const namespace = subject.namespace || bindingNamespace;
  return namespace === '' ? undefined : { kind: 'user', name: serviceAccountName(namespace, subject.name) };
}

export function subjectApplies(subject: Subject, bindingNamespace: string, user: User): boolean {
  const principal = principalOf(subject, bindingNamespace);
  if (principal === undefined) return false;
  return principal.kind === 'user' ? user.name === principal.name : user.groups.includes(principal.name);
}
