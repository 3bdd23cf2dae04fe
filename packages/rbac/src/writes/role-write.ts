import type { Authority } from '../authorize/authority.ts';
import type { Role } from '../policy/role.ts';
import { policyRule, type PolicyRule } from '../rule/policy-rule.ts';
import type { User } from '../subject/user.ts';
import { changesOnlyHousekeeping } from './only-housekeeping.ts';
import type { WriteDecision } from './write-decision.ts';
import { askFor, confirmHeld, decideWrite, isMaster, requestOf, type Verdict, type Write, type WriteVerb } from './write.ts';

const EVERYTHING: readonly PolicyRule[] = [
  policyRule({ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }),
  policyRule({ verbs: ['*'], nonResourceURLs: ['*'] }),
];
const NO_AGGREGATION = 'must have cluster-admin privileges to use the aggregationRule';

/**
 * Whether somebody may write a Role or ClusterRole (kubernetes/pkg/registry/rbac/{role,clusterrole}/policybased/storage.go).
 * The roles are those that stand in the objects, with the rules that are written there (`readRole`), and not what the
 * controller fills in. `old` is what is there. Whether the object is valid is not asked.
 */
export function mayWriteRole(
  authority: Authority,
  user: User,
  { old, next, verb = old === undefined ? 'create' : 'update' }: RoleChange,
): WriteDecision {
  const resource = next.kind === 'Role' ? 'roles' : 'clusterroles';
  const exists = old !== undefined;
  const write = { authority, user, verb, exists, resource, namespace: next.namespace, name: next.name } as const;
  return decideWrite(write, () => judgeRole(write, old, next));
}

export interface RoleChange {
  readonly old: Role | undefined;
  readonly next: Role;
  readonly verb?: WriteVerb;
}

function judgeRole(write: Write, old: Role | undefined, next: Role): Verdict {
  if (isMaster(write.user)) return { kind: 'masters' };
  if (next.unreadable !== undefined) return { kind: 'unknown', reasons: [next.unreadable], gaps: [] };
  const asked = askFor(write, { ...requestOf(write), verb: 'escalate' });
  if (!('gaps' in asked)) return asked;
  if (old?.object !== undefined && next.object !== undefined && changesOnlyHousekeeping(old.object, next.object)) {
    return { kind: 'housekeeping' };
  }
  const rules = next.rules.map(({ rule }) => rule);
  const verdict = confirmHeld(write, rules, asked.gaps);
  if (!aggregates(old) && !aggregates(next)) return verdict;
  if (!('kind' in verdict) || verdict.kind === 'unknown') return verdict;
  return confirmHeld(write, EVERYTHING, asked.gaps, NO_AGGREGATION);
}

/** Only of a ClusterRole; a rule without selectors gathers nothing. */
function aggregates(role: Role | undefined): boolean {
  return (role?.aggregates?.length ?? 0) > 0;
}
