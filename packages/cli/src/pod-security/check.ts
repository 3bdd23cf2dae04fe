import type { Inventory, KubeObject, Path, Scope } from '@bulwark/model';
import {
  judgePod,
  MODES,
  objectPolicy,
  podsOf,
  sameLevelVersion,
  versionOf,
  type Configuration,
  type LabelProblem,
  type Level,
  type LevelVersion,
  type Mode,
  type ObjectPod,
  type PodJudgement,
} from '@bulwark/pod-security';

export interface CheckOptions {
  /** The level to judge by, whatever the namespaces say. */
  readonly level?: Level | undefined;
  /** The newest minor version that the cluster knows. */
  readonly newest: number;
  readonly configuration?: Configuration | undefined;
}

/** What one level says of one pod of one object; or of a namespace, whose labels the server refuses. */
export interface CheckResult {
  readonly object: KubeObject;
  /** Where the pod is in its object; undefined where there is none. */
  readonly pod: Path | undefined;
  readonly mode: Mode;
  readonly standard: LevelVersion;
  readonly judgement: PodJudgement;
  readonly exempt?: 'namespace' | 'runtimeClass';
  /** Nobody says which level counts, so that this one is only one of those that might. */
  readonly isUnasked?: boolean;
  readonly labels?: readonly LabelProblem[];
}

export interface Check {
  readonly results: readonly CheckResult[];
  readonly objects: number;
  /** Objects that neither are pods nor make any. */
  readonly withoutPod: number;
}

/** Judges every pod of the inventory. Every object is accounted for: it has a result, or it holds no pod. */
export function check(inventory: Inventory, options: CheckOptions): Check {
  let withoutPod = 0;
  const results = inventory.objects.flatMap((object): readonly CheckResult[] => {
    const found = checkObject(object, inventory.scopeOf(object), options);
    if (found.length === 0) withoutPod++;
    return found;
  });
  return { results, objects: inventory.objects.length, withoutPod };
}

function checkObject(object: KubeObject, scope: Scope, options: CheckOptions): readonly CheckResult[] {
  if (object.group === '' && object.kind === 'Namespace') return checkNamespace(object, scope, options);
  const { pods, missing } = podsOf(object);
  if (missing === undefined && pods.length === 0) return [];
  const demands = demandsOn(object, scope, options);
  if (missing !== undefined) {
    const judgement: PodJudgement = { verdict: 'unknown', violations: [], unknown: [{ path: [], reason: missing }] };
    return demands.map((demand) => ({ object, pod: undefined, ...demand, judgement }));
  }
  return pods.flatMap((pod) =>
    demands.map((demand) => ({ object, pod: pod.workload.specPath, ...demand, ...judged(pod, demand, options) })),
  );
}

interface Demand {
  readonly mode: Mode;
  readonly standard: LevelVersion;
  readonly isUnasked?: boolean;
}

/**
 * What is to be judged by: the level that is asked for; else what the namespace enforces, and what it warns about and audits
 * where that is something else; else, where nobody says anything, both levels, so that nothing passes for want of a label.
 */
function demandsOn(object: KubeObject, scope: Scope, { level, newest, configuration }: CheckOptions): readonly Demand[] {
  const version = versionOf(newest);
  if (level !== undefined) return [{ mode: 'enforce', standard: { level, version } }];
  const { policy, isSaid } = objectPolicy(object, scope, configuration);
  if (!isSaid) {
    return (['baseline', 'restricted'] as const).map((each) => ({
      mode: 'enforce',
      standard: { level: each, version },
      isUnasked: true,
    }));
  }
  return MODES.map((mode) => ({ mode, standard: policy[mode] })).filter(
    ({ mode, standard }, index, all) =>
      mode === 'enforce' ||
      (standard.level !== 'privileged' && all.findIndex((other) => sameLevelVersion(other.standard, standard)) === index),
  );
}

const ALLOWED: PodJudgement = { verdict: 'allowed', violations: [], unknown: [] };

function judged(
  pod: ObjectPod,
  { standard }: Demand,
  { newest, configuration }: CheckOptions,
): Pick<CheckResult, 'judgement' | 'exempt'> {
  const { namespaces = [], runtimeClasses = [] } = configuration?.exemptions ?? {};
  if (namespaces.includes(pod.workload.object.namespace ?? '')) return { judgement: ALLOWED, exempt: 'namespace' };
  if (runtimeClasses.includes(pod.pod.runtimeClass)) return { judgement: ALLOWED, exempt: 'runtimeClass' };
  return { judgement: judgePod(pod, standard, newest) };
}

/** Where labels decide, wrong ones are refused with their namespace. */
function checkNamespace(object: KubeObject, scope: Scope, { level, configuration }: CheckOptions): readonly CheckResult[] {
  if (level !== undefined) return [];
  const { policy, problems } = objectPolicy({ namespace: object.name }, scope, configuration);
  if (problems.length === 0) return [];
  const judgement: PodJudgement = { verdict: 'forbidden', violations: [], unknown: [] };
  return [{ object, pod: undefined, mode: 'enforce', standard: policy.enforce, judgement, labels: problems }];
}
