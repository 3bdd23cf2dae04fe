import type { Inventory, KubeObject, Scope } from '@bulwark/model';
import {
  judgePod,
  LEVELS,
  objectPolicy,
  podsOf,
  versionOf,
  type Configuration,
  type Level,
  type ObjectPod,
  type ObjectPolicy,
  type PodJudgement,
} from '@bulwark/pod-security';

export interface AdviceOptions {
  readonly newest: number;
  readonly configuration?: Configuration | undefined;
}

/** A pod that stands in the way of a level. */
export interface Blocker {
  readonly object: KubeObject;
  readonly judgement: PodJudgement;
}

/** What can be enforced in a namespace, and what stands in the way of more. */
export interface Advice {
  /** Undefined for objects whose manifests leave it open. */
  readonly namespace: string | undefined;
  /** The folder that makes up one cluster, where the input holds several. */
  readonly scope: string;
  readonly policy: ObjectPolicy;
  /** The configuration exempts the namespace: whatever its labels say does nothing. */
  readonly isExempt: boolean;
  readonly pods: number;
  /** The strictest level that takes every pod. */
  readonly level: Level;
  /** The level above; undefined where there is none. */
  readonly next: Level | undefined;
  readonly blockers: readonly Blocker[];
}

/** Advice for every namespace that the inventory declares or has pods in, by scope and name. */
export function advise(inventory: Inventory, options: AdviceOptions): readonly Advice[] {
  const groups = new Map<string, Group>();
  for (const object of inventory.objects) {
    const scope = inventory.scopeOf(object);
    const isNamespace = object.group === '' && object.kind === 'Namespace';
    const { pods, missing } = podsOf(object);
    if (!isNamespace && pods.length === 0 && missing === undefined) continue;
    const namespace = isNamespace ? object.name : object.namespace;
    const key = JSON.stringify([scope.id, namespace ?? '']);
    const group = groups.get(key) ?? { namespace, scope, pods: [], unread: [] };
    groups.set(key, group);
    group.pods.push(...pods);
    if (missing !== undefined) group.unread.push(unread(object, missing));
  }
  return [...groups.values()]
    .filter((group) => isWorthAdvice(group, groups))
    .toSorted((a, b) => compare(a.scope.id, b.scope.id) || compare(a.namespace ?? '', b.namespace ?? ''))
    .map((group) => adviceFor(group, options));
}

interface Group {
  readonly namespace: string | undefined;
  readonly scope: Scope;
  readonly pods: ObjectPod[];
  readonly unread: Blocker[];
}

function unread(object: KubeObject, reason: string): Blocker {
  return { object, judgement: { verdict: 'unknown', violations: [], unknown: [{ path: [], reason }] } };
}

/** A namespace that is declared above its environments is spoken of in each of them. */
function isWorthAdvice({ namespace, scope, pods, unread: none }: Group, groups: ReadonlyMap<string, Group>): boolean {
  if (pods.length > 0 || none.length > 0) return true;
  return ![...groups.values()].some((other) => other.namespace === namespace && isBelow(other.scope, scope));
}

function isBelow(scope: Scope, other: Scope): boolean {
  for (let above = scope.parent; above !== undefined; above = above.parent) if (above === other) return true;
  return false;
}

function adviceFor({ namespace, scope, pods, unread: unknown }: Group, { newest, configuration }: AdviceOptions): Advice {
  const runtimeClasses = configuration?.exemptions.runtimeClasses ?? [];
  const judged = pods.filter(({ pod }) => !runtimeClasses.includes(pod.runtimeClass));
  const blockersOf = (level: Level): readonly Blocker[] => {
    if (level === 'privileged') return [];
    const blockers = judged.map((pod): Blocker => ({
      object: pod.workload.object,
      judgement: judgePod(pod, { level, version: versionOf(newest) }, newest),
    }));
    return [...blockers.filter(({ judgement }) => judgement.verdict !== 'allowed'), ...unknown];
  };
  const level = LEVELS.findLast((each) => blockersOf(each).length === 0) ?? 'privileged';
  const next = LEVELS[LEVELS.indexOf(level) + 1];
  return {
    namespace,
    scope: scope.id,
    policy: objectPolicy({ namespace }, scope, configuration),
    isExempt: namespace !== undefined && configuration?.exemptions.namespaces.includes(namespace) === true,
    pods: pods.length + unknown.length,
    level,
    next,
    blockers: next === undefined ? [] : blockersOf(next),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
