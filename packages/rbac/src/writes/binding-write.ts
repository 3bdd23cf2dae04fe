import { goQuote, stringAt } from '@bulwark/model';
import type { Authority } from '../authorize/authority.ts';
import type { AnyGap } from '../authorize/decision.ts';
import type { Binding } from '../policy/binding.ts';
import { resourceRequest, type ResourceRequest } from '../request.ts';
import type { User } from '../subject/user.ts';
import { changesOnlyHousekeeping } from './only-housekeeping.ts';
import type { Refusal, WriteDecision } from './write-decision.ts';
import { askFor, confirmHeld, decideWrite, isMaster, RBAC_GROUP, type Verdict, type Write, type WriteVerb } from './write.ts';

export interface BindingChange {
  readonly old: Binding | undefined;
  readonly next: Binding;
  readonly verb?: WriteVerb;
}

/**
 * Whether somebody may write a RoleBinding or ClusterRoleBinding
 * (kubernetes/pkg/registry/rbac/{rolebinding,clusterrolebinding}/policybased/storage.go): they may `bind` the role in the
 * binding's namespace, or hold all that it grants. To whom it is bound does not matter. Of what makes a binding invalid only
 * its `roleRef` is looked at, which never changes.
 */
export function mayWriteBinding(
  authority: Authority,
  user: User,
  { old, next, verb = old === undefined ? 'create' : 'update' }: BindingChange,
): WriteDecision {
  const resource = next.kind === 'RoleBinding' ? 'rolebindings' : 'clusterrolebindings';
  const exists = old !== undefined;
  const write = { authority, user, verb, exists, resource, namespace: next.namespace, name: next.name } as const;
  return decideWrite(write, () => {
    const verdict = judgeBinding(write, old, next);
    const refused = 'kind' in verdict && verdict.kind !== 'unknown' ? invalidRole(old, next) : undefined;
    return refused ?? verdict;
  });
}

function judgeBinding(write: Write, old: Binding | undefined, next: Binding): Verdict {
  if (isMaster(write.user)) return { kind: 'masters' };
  if (next.unreadable !== undefined) return { kind: 'unknown', reasons: [next.unreadable], gaps: [] };
  if (old?.object !== undefined && next.object !== undefined && changesOnlyHousekeeping(old.object, next.object)) {
    return { kind: 'housekeeping' };
  }
  const request = bindRequest(next);
  const asked = request === undefined ? { gaps: [] } : askFor(write, request);
  return 'gaps' in asked ? judgeRole(write, next, asked.gaps) : asked;
}

/** kubernetes/pkg/registry/rbac/escalation_check.go, BindingAuthorized; undefined where the kind of role is none. */
function bindRequest(binding: Binding): ResourceRequest | undefined {
  const { kind, name } = binding.roleRef;
  if (kind !== 'Role' && kind !== 'ClusterRole') return undefined;
  const resource = kind === 'Role' ? 'roles' : 'clusterroles';
  return resourceRequest({ verb: 'bind', group: groupOf(binding), resource, namespace: binding.namespace, name });
}

function judgeRole(write: Write, binding: Binding, gaps: readonly AnyGap[]): Verdict {
  const { kind, name } = binding.roleRef;
  if (kind !== 'Role' && kind !== 'ClusterRole') {
    return refusal(500, `unsupported role reference kind: ${goQuote(kind)}`);
  }
  if (kind === 'Role' && binding.namespace === '') return refusal(400, 'Namespace parameter required.');
  const role = write.authority.policy.roleOf(binding);
  if (role === undefined && write.authority.policy.complete) {
    if (gaps.length > 0) return { kind: 'unknown', reasons: gaps.map(({ reason }) => reason), gaps };
    // The server names the resource of the request, although the role is what is missing.
    return refusal(404, `${write.resource}.${RBAC_GROUP} ${goQuote(name)} not found`);
  }
  const reason = role === undefined ? `${kind} ${name} is not among the manifests` : role.unreadable;
  if (role === undefined || reason !== undefined) return { kind: 'unknown', reasons: [reason ?? ''], gaps };
  return confirmHeld(
    write,
    role.rules.map(({ rule }) => rule),
    gaps,
  );
}

/** kubernetes/pkg/apis/rbac/validation/validation.go, of `roleRef`; asked last, and of everybody. */
function invalidRole(old: Binding | undefined, next: Binding): Refusal | undefined {
  const wrong = old !== undefined && !sameRole(old, next) ? 'the role of a binding cannot change' : wrongRole(next);
  if (wrong === undefined) return undefined;
  return refusal(422, `${next.kind}.${RBAC_GROUP} ${goQuote(next.name)} is invalid: roleRef: ${wrong}`);
}

function wrongRole(binding: Binding): string | undefined {
  const { kind, name } = binding.roleRef;
  if (groupOf(binding) !== RBAC_GROUP) return `the group of a role is ${RBAC_GROUP}`;
  if (name === '') return 'the role has no name';
  if (kind === 'ClusterRole' || (kind === 'Role' && binding.namespace !== '')) return undefined;
  return `${goQuote(kind)} is no kind of role that a ${binding.kind} can bind`;
}

function sameRole(old: Binding, next: Binding): boolean {
  return old.roleRef.kind === next.roleRef.kind && old.roleRef.name === next.roleRef.name && groupOf(old) === groupOf(next);
}

function groupOf({ object }: Binding): string {
  return stringAt(object?.value, 'roleRef', 'apiGroup') || RBAC_GROUP;
}

function refusal(status: Refusal['status'], message: string): Refusal {
  return { verdict: 'refused', status, message, uncovered: [] };
}
