import { lately, refOf, stringAt, type Evidence, type Path, type Scope, type Workload } from '@bulwark/model';
import {
  compareLevels,
  formatLevelVersion,
  LATEST,
  levelLabel,
  objectPolicy,
  type Level,
  type LevelVersion,
  type Mode,
  type ObjectPolicy,
} from '@bulwark/pod-security';

/** What a namespace does about a level, and by which version's rules. */
export interface Standing {
  /**
   * `enforced`: the server refuses what breaks the level. `reported`: it only warns or audits. `waived`: the namespace
   * says aloud that it is privileged. `unasked`: nobody says anything.
   */
  readonly is: 'enforced' | 'reported' | 'waived' | 'unasked';
  readonly standard: LevelVersion;
  /** The label that says so. */
  readonly evidence: readonly Evidence[];
}

/** A level is asked for where a mode demands it or a stricter one: what enforces counts before what reports. */
export function standingOf(workload: Workload, scope: Scope, level: Level): Standing {
  return standingsBy(objectPolicy(workload.object, scope))(level);
}

/** Of every workload in a namespace the same is asked. */
const standingsBy = lately((policy: ObjectPolicy): ((level: Level) => Standing) => {
  const standings: Partial<Record<Level, Standing>> = {};
  return (level) => (standings[level] ??= standingBy(policy, level));
});

function standingBy({ policy, namespace }: ObjectPolicy, level: Level): Standing {
  const asks = (mode: Mode): boolean => compareLevels(policy[mode].level, level) >= 0;
  const evidence = (mode: Mode): readonly Evidence[] => {
    if (namespace === undefined) return [];
    const path: Path = ['metadata', 'labels', levelLabel(mode)];
    const text = `the namespace "${namespace.name}" has ${mode} at ${formatLevelVersion(policy[mode])}`;
    return [{ text, object: refOf(namespace), path }];
  };
  const at = (mode: Mode): LevelVersion => ({ level, version: policy[mode].version });
  if (asks('enforce')) return { is: 'enforced', standard: at('enforce'), evidence: evidence('enforce') };
  const reports = (['warn', 'audit'] as const).find(asks);
  if (reports !== undefined) return { is: 'reported', standard: at(reports), evidence: evidence(reports) };
  const latest = { level, version: LATEST };
  const says = stringAt(namespace?.value, 'metadata', 'labels', levelLabel('enforce'));
  if (says === 'privileged') return { is: 'waived', standard: latest, evidence: evidence('enforce') };
  return { is: 'unasked', standard: latest, evidence: [] };
}
