import { SEVERITIES, SEVERITY_WEIGHT, type Severity } from '@bulwark/model';
import {
  type AuthorizerChain,
  type AuthorizerGap,
  findEscalations,
  identityKey,
  type Escalation,
  type EscalationOptions,
  type Gap,
  type Identity,
  type Others,
  type Path,
  type Step,
} from '@bulwark/rbac';
import type { Chains } from './authorizer-chains.ts';
import type { Cluster } from './clusters.ts';

/** What one identity can become. */
export interface IdentityEscalations {
  readonly identity: Identity;
  readonly severity: Severity;
  /** How it becomes cluster-admin; undefined where it does not. */
  readonly path: Path | undefined;
  /** The worst first. */
  readonly escalations: readonly Escalation[];
  /** Authorizers that are asked before RBAC, and may deny a step of it. */
  readonly unless: readonly AuthorizerGap[];
}

export interface EscalationsAnswer {
  readonly cluster: Cluster;
  /** The worst first. */
  readonly groups: readonly IdentityEscalations[];
  readonly gaps: readonly Gap[];
}

export function escalationsIn(cluster: Cluster, options: EscalationOptions, chains?: Chains): EscalationsAnswer {
  const found = findEscalations(cluster.index.policy, options);
  const chain = chains?.(cluster);
  const { gaps } = found;
  const escalations = found.escalations.filter(({ steps }) => !isRefused(steps, chain));
  const paths = found.paths.filter(({ steps }) => !isRefused(steps, chain));
  const byIdentity = Map.groupBy(escalations, ({ identity }) => identityKey(identity));
  const pathOf = new Map(paths.map((path) => [identityKey(path.identity), path]));
  const groups = [...byIdentity.values()].flatMap((of) => {
    const [first] = of;
    if (first === undefined) return [];
    const path = pathOf.get(identityKey(first.identity));
    const sorted = of.toSorted((a, b) => SEVERITY_WEIGHT[b.severity] - SEVERITY_WEIGHT[a.severity]);
    const severity = path === undefined ? (sorted[0]?.severity ?? 'info') : 'critical';
    const steps = [...(path?.steps ?? []), ...of.flatMap((each) => each.steps)];
    return [{ identity: first.identity, severity, path, escalations: sorted, unless: mayBeDenied(steps, chain) }];
  });
  return {
    cluster,
    groups: groups.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || length(a) - length(b)),
    gaps,
  };
}

/** Whether one of the steps is denied for certain, or nobody is asked who allows it. */
function isRefused(steps: readonly Step[], chain: AuthorizerChain | undefined): boolean {
  return othersOf(steps, chain).some(
    ({ isRbac, isAllowed, allowers, deniedBy }) => !isAllowed && !isRbac && (deniedBy !== undefined || allowers.length === 0),
  );
}

/** Who may deny one of the steps, or must allow one because RBAC is not asked. */
function mayBeDenied(steps: readonly Step[], chain: AuthorizerChain | undefined): readonly AuthorizerGap[] {
  const gaps = othersOf(steps, chain).flatMap(({ isRbac, isAllowed, deniers, allowers }) =>
    isRbac ? deniers : isAllowed ? [] : allowers,
  );
  return [...new Map(gaps.map((gap) => [JSON.stringify(gap), gap])).values()];
}

/** What others than RBAC make of each request. What a step has made, as a binding, is RBAC's and in no manifest. */
function othersOf(steps: readonly Step[], chain: AuthorizerChain | undefined): readonly Others[] {
  if (chain === undefined) return [];
  return steps.flatMap(({ as, permissions }) =>
    permissions.map(({ request }) => chain.others({ ...as, hasAllGroups: false }, request)),
  );
}

function length({ path }: IdentityEscalations): number {
  return path?.steps.length ?? 0;
}
