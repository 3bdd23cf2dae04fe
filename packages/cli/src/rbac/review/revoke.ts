import { isArray, member, objectAt, type Json, type JsonObject } from '@bulwark/model';
import { Policy, principalOf, RbacIndex, ruleWords, type Binding } from '@bulwark/rbac';
import type { Cluster } from '../clusters.ts';
import { diff, type Diff } from '../diff.ts';
import { identityId, nameOf } from './identities.ts';
import { keyOf, type Judged } from './judge-decisions.ts';
import { entitlementKey } from './review.ts';

/** What carries out the revokes in one cluster. */
export interface Revocation {
  readonly cluster: string;
  /** Bindings as they are to be applied. */
  readonly apply: readonly JsonObject[];
  /** Commands that take away the bindings that bind nobody any more. */
  readonly commands: readonly string[];
  /** What everybody can no longer do, and can do still through others. */
  readonly evidence: Diff;
  /** Identities whose revokes take away nothing, because another binding gives the same. */
  readonly idle: readonly string[];
}

/** Fields that the API server keeps itself. */
const SERVERS = ['resourceVersion', 'uid', 'creationTimestamp', 'generation', 'managedFields', 'selfLink'];
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

export function revocationOf(cluster: Cluster, judged: Judged): Revocation {
  const revoked = new Set(
    judged.entries
      .filter(({ decision, problem, cluster: id }) => decision === 'revoke' && problem === undefined && id === cluster.id)
      .map(keyOf),
  );
  const { policy } = cluster.index;
  const changed = new Map<Binding, Binding>();
  for (const binding of policy.bindings) {
    const after = without(binding, cluster.id, revoked);
    if (after.subjects.length < binding.subjects.length) changed.set(binding, after);
  }
  const bindings = policy.bindings.flatMap((binding) => {
    const after = changed.get(binding) ?? binding;
    return changed.has(binding) && after.subjects.length === 0 ? [] : [after];
  });
  const evidence = diff(cluster.index, new RbacIndex(new Policy(policy.roles, bindings, { complete: policy.complete })));
  const losers = new Set(evidence.changes.map(({ principal }) => identityId(principal)));
  const ids = judged.entries.filter((entry) => revoked.has(keyOf(entry))).map(({ identity }) => identity);
  return {
    cluster: cluster.id,
    apply: [...changed].map(([before, after]) => manifestOf(before, after)).filter((manifest) => manifest !== undefined),
    commands: [...changed.values()].filter(({ subjects }) => subjects.length === 0).map(deletion),
    evidence,
    idle: [...new Set(ids)].filter((id) => !losers.has(id)),
  };
}

function without(binding: Binding, cluster: string, revoked: ReadonlySet<string>): Binding {
  const subjects = binding.subjects.filter((subject) => {
    const principal = principalOf(subject, binding.namespace);
    return principal === undefined || !revoked.has(entitlementKey(cluster, identityId(principal), nameOf(binding)));
  });
  return { ...binding, subjects };
}

/** The manifest with the subjects that are left, each as it was written. */
function manifestOf({ object, subjects: before }: Binding, { namespace, subjects }: Binding): JsonObject | undefined {
  if (object === undefined || subjects.length === 0) return undefined;
  const written = member(object.value, 'subjects');
  const kept = new Set(subjects);
  const left = isArray(written) ? written.filter((_, at) => before[at] !== undefined && kept.has(before[at])) : [];
  const metadata = metadataOf(objectAt(object.value, 'metadata') ?? {});
  return { ...object.value, metadata: { ...metadata, ...(namespace !== '' && { namespace }) }, subjects: left };
}

function metadataOf(metadata: JsonObject): JsonObject {
  const rest = Object.fromEntries(Object.entries(metadata).filter(([key]) => !SERVERS.includes(key)));
  const annotations = objectAt(rest, 'annotations');
  if (annotations === undefined) return rest;
  const kept = Object.entries(annotations).filter(([key]) => key !== LAST_APPLIED);
  return { ...rest, annotations: Object.fromEntries(kept) as { readonly [key: string]: Json } };
}

function deletion({ kind, namespace, name }: Binding): string {
  const where = namespace === '' ? '' : ` --namespace ${quoted(namespace)}`;
  return `kubectl delete ${kind.toLowerCase()} ${quoted(name)}${where}`;
}

/** For a shell: names of manifests may hold anything. */
function quoted(text: string): string {
  return /^[\w.:@/-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** What a diff says, a line each. */
export function* evidenceLines({ changes }: Diff): IterableIterator<string> {
  for (const { principal, namespace, rights, change } of changes) {
    const where = namespace === '' ? 'in the whole cluster' : `in namespace ${namespace}`;
    for (const words of new Set(rights.flatMap(({ rules }) => rules.map(ruleWords))))
      yield `${identityId(principal)} ${change === 'lost' ? 'can no longer' : 'can now'} ${words}, ${where}`;
  }
}
