import { goQuote } from '@bulwark/model';
import type { Binding } from '../policy/binding.ts';
import type { Subject } from '../subject/subject.ts';
import { MASTERS } from '../subject/user.ts';
import type { Grant } from './decision.ts';

/**
 * Why a request is allowed, in the API server's words: the `reason` of a SubjectAccessReview, and the annotation
 * `authorization.k8s.io/reason` of audit logs (kubernetes/pkg/registry/rbac/validation/rule.go, the describers). Namespaces
 * stand there behind the names. `system:masters` is let through before RBAC is asked, which has no reason.
 */
export function reasonOf(grant: Pick<Grant, 'binding' | 'subject'> | typeof MASTERS): string {
  if (grant === MASTERS) return '';
  const { binding, subject } = grant;
  const { kind, roleRef } = binding;
  const name = kind === 'RoleBinding' ? `${binding.name}/${binding.namespace}` : binding.name;
  const whom = subjectText(binding.subjects[subject], binding);
  return `RBAC: allowed by ${kind} ${goQuote(name)} of ${roleRef.kind} ${goQuote(roleRef.name)} to ${whom}`;
}

function subjectText(subject: Subject | undefined, binding: Binding): string {
  if (subject === undefined) return 'nobody';
  const { kind, name, namespace } = subject;
  return `${kind} ${goQuote(kind === 'ServiceAccount' ? `${name}/${namespace || binding.namespace}` : name)}`;
}
