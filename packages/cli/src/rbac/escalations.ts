import { SEVERITIES, SEVERITY_WEIGHT, type Severity } from '@bulwark/model';
import {
  findEscalations,
  identityKey,
  type Escalation,
  type EscalationOptions,
  type Gap,
  type Identity,
  type Path,
} from '@bulwark/rbac';
import type { Cluster } from './clusters.ts';

/** What one identity can become. */
export interface IdentityEscalations {
  readonly identity: Identity;
  readonly severity: Severity;
  /** How it becomes cluster-admin; undefined where it does not. */
  readonly path: Path | undefined;
  /** The worst first. */
  readonly escalations: readonly Escalation[];
}

export interface EscalationsAnswer {
  readonly cluster: Cluster;
  /** The worst first. */
  readonly groups: readonly IdentityEscalations[];
  readonly gaps: readonly Gap[];
}

export function escalationsIn(cluster: Cluster, options: EscalationOptions): EscalationsAnswer {
  const { escalations, paths, gaps } = findEscalations(cluster.index.policy, options);
  const byIdentity = Map.groupBy(escalations, ({ identity }) => identityKey(identity));
  const pathOf = new Map(paths.map((path) => [identityKey(path.identity), path]));
  const groups = [...byIdentity.values()].flatMap((of) => {
    const [first] = of;
    if (first === undefined) return [];
    const path = pathOf.get(identityKey(first.identity));
    const sorted = of.toSorted((a, b) => SEVERITY_WEIGHT[b.severity] - SEVERITY_WEIGHT[a.severity]);
    const severity = path === undefined ? (sorted[0]?.severity ?? 'info') : 'critical';
    return [{ identity: first.identity, severity, path, escalations: sorted }];
  });
  return {
    cluster,
    groups: groups.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || length(a) - length(b)),
    gaps,
  };
}

function length({ path }: IdentityEscalations): number {
  return path?.steps.length ?? 0;
}
