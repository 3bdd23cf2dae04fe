import { propose, usesOf, type NamePolicy, type Observations, type Proposal, type RuleUse } from '@bulwark/least-privilege';
import type { Policy, PolicySet } from '@bulwark/rbac';

export interface Minimized {
  readonly proposals: readonly Minimal[];
  /** Users that no roles are made for, and why. */
  readonly leftAlone: readonly { readonly username: string; readonly reason: string }[];
}

export interface Minimal {
  readonly proposal: Proposal;
  /** Undefined where no manifests say what it has. */
  readonly uses: readonly RuleUse[] | undefined;
}

export interface MinimizeOptions {
  readonly names: NamePolicy;
  readonly as: string | undefined;
  readonly policy: Policy | undefined;
  readonly defaults: PolicySet;
}

/** Roles for everybody in the log, or for one; the server's own parts are left alone unless they are asked for. */
export function minimize(observations: Observations, { names, as, policy, defaults }: MinimizeOptions): Minimized {
  const proposals: Minimal[] = [];
  const leftAlone: { username: string; reason: string }[] = [];
  const logs = [...observations.subjects.values()].toSorted((a, b) => (a.username < b.username ? -1 : 1));
  for (const log of logs) {
    if (as !== undefined && log.username !== as) continue;
    const proposal = propose(log, { policy, defaults }, { names, window: observations.window });
    const reason = as === undefined ? whyAlone(proposal) : undefined;
    if (reason === undefined) {
      const uses = policy === undefined ? undefined : usesOf(log, policy, defaults, observations);
      proposals.push({ proposal, uses });
    } else leftAlone.push({ username: log.username, reason });
  }
  return { proposals, leftAlone };
}

function whyAlone({ username, needs, scopes, held }: Proposal): string | undefined {
  const isServiceAccount = username.startsWith('system:serviceaccount:');
  if (username.startsWith('system:') && !isServiceAccount) return "it is the API server's own";
  if (needs.length === 0) return 'nothing was allowed to it';
  return scopes.length === 0 && held.length === 0 ? "the server's own roles allow all that it did" : undefined;
}
