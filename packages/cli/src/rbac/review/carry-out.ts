import type { JsonObject } from '@bulwark/model';
import { Policy, principalOf, RbacIndex, ruleWords, type Binding } from '@bulwark/rbac';
import type { Cluster } from '../clusters.ts';
import { diff, type Diff } from '../diff.ts';
import { identityId, nameOf } from './identities.ts';
import { entitlementKey } from './identity.ts';
import { keyOf, type Judged, type JudgedEntry } from './judge-decisions.ts';
import { newObjects } from './new-objects.ts';
import { deletion, manifestOf } from './written-manifest.ts';

/** What carries out the decisions about one cluster. */
export interface CarriedOut {
  readonly cluster: string;
  /** Bindings and roles as they are to be applied, what is new first. */
  readonly apply: readonly JsonObject[];
  /** Commands that take away the bindings that bind nobody any more. */
  readonly commands: readonly string[];
  /** What everybody can no longer do, and can do still through others. */
  readonly evidence: Diff;
  /** What changes leave to whom, in their new bindings. */
  readonly left: readonly EvidenceLine[];
  /** Identities whose revokes and changes take away nothing, because another binding gives the same. */
  readonly idle: readonly string[];
  /** Changes that do not say what comes of them. */
  readonly byHand: readonly JudgedEntry[];
}

/** What the decisions that count make of a cluster, and the proof of what comes of it. */
export function carryOut(cluster: Cluster, judged: Judged): CarriedOut {
  const counted = judged.entries.filter(({ problem, cluster: id }) => problem === undefined && id === cluster.id);
  const changes = counted.filter(({ decision, to }) => decision === 'change' && to !== undefined);
  const taken = new Map(
    [...counted.filter(({ decision }) => decision === 'revoke'), ...changes].map((each) => [keyOf(each), each]),
  );
  const { policy } = cluster.index;
  const less = lessOf(policy, cluster.id, taken);
  const made = newObjects(policy, cluster.id, changes);
  const kept = policy.bindings.flatMap((binding) => {
    const after = less.get(binding) ?? binding;
    return less.has(binding) && after.subjects.length === 0 ? [] : [after];
  });
  const after = new Policy([...policy.roles, ...made.roles], [...kept, ...made.bindings], { complete: policy.complete });
  const evidence = diff(cluster.index, new RbacIndex(after));
  const losers = new Set(
    evidence.changes.filter(({ change }) => change === 'lost').map(({ principal }) => identityId(principal)),
  );
  return {
    cluster: cluster.id,
    apply: [
      ...[...made.roles, ...made.bindings].flatMap(({ object }) => (object === undefined ? [] : [object.value])),
      ...[...less].map(([before, left]) => manifestOf(before, left)).filter((manifest) => manifest !== undefined),
    ],
    commands: [...less.values()].filter(({ subjects }) => subjects.length === 0).map(deletion),
    evidence,
    left: made.bindings.flatMap((binding) => leftBy(binding, after, cluster.id)),
    idle: [...new Set([...taken.values()].map(({ identity }) => identity))].filter((id) => !losers.has(id)),
    byHand: counted.filter(({ decision, to }) => decision === 'change' && to === undefined),
  };
}

/** The bindings that lose subjects, and what is left of them. */
function lessOf(policy: Policy, cluster: string, taken: ReadonlyMap<string, JudgedEntry>): ReadonlyMap<Binding, Binding> {
  const less = new Map<Binding, Binding>();
  for (const binding of policy.bindings) {
    const subjects = binding.subjects.filter((subject) => {
      const principal = principalOf(subject, binding.namespace);
      return principal === undefined || !taken.has(entitlementKey(cluster, identityId(principal), nameOf(binding)));
    });
    if (subjects.length < binding.subjects.length) less.set(binding, { ...binding, subjects });
  }
  return less;
}

/** What one identity can or cannot do after the decisions that it could not or could before. */
export interface EvidenceLine {
  readonly cluster: string;
  readonly identity: string;
  readonly change: 'gained' | 'lost' | 'kept';
  /** Empty for the whole cluster. */
  readonly namespace: string;
  readonly may: string;
}

/** What the decisions come to, a line each. */
export function evidenceOf({ cluster, evidence: { changes }, left }: CarriedOut): readonly EvidenceLine[] {
  const changed = changes.flatMap(({ principal, namespace, rights, change }) => {
    const words = new Set(rights.flatMap(({ rules }) => rules.map(ruleWords)));
    return [...words].map((may) => ({ cluster, identity: identityId(principal), change, namespace, may }));
  });
  return [...changed, ...left];
}

function leftBy(binding: Binding, policy: Policy, cluster: string): readonly EvidenceLine[] {
  const rules = policy.roleOf(binding)?.rules ?? [];
  const principals = binding.subjects.flatMap((subject) => principalOf(subject, binding.namespace) ?? []);
  return principals.flatMap((principal) =>
    rules.map(({ rule }) => ({
      cluster,
      identity: identityId(principal),
      change: 'kept' as const,
      namespace: binding.namespace,
      may: ruleWords(rule),
    })),
  );
}

const CHANGE_WORDS = { lost: 'can no longer', gained: 'can now', kept: 'can still' } as const;

export function changeWords({ change }: EvidenceLine): string {
  return CHANGE_WORDS[change];
}

export function evidenceWords(line: EvidenceLine): string {
  const { identity, namespace, may } = line;
  return `${identity} ${changeWords(line)} ${may}, ${namespace === '' ? 'in the whole cluster' : `in namespace ${namespace}`}`;
}
