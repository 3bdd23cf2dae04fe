import {
  groupLog,
  groupsIn,
  propose,
  usesOf,
  type NamePolicy,
  type Observations,
  type Proposal,
  type RuleUse,
  type SubjectLog,
} from '@bulwark/least-privilege';
import type { Policy, PolicySet } from '@bulwark/rbac';

export interface Minimized {
  readonly per: 'user' | 'group';
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
  /** For whom roles are made. */
  readonly per: 'user' | 'group';
}

/** Roles for everybody in the log, or for one; the server's own parts are left alone unless they are asked for. */
export function minimize(observations: Observations, options: MinimizeOptions): Minimized {
  const { names, as, policy, defaults, per } = options;
  const proposals: Minimal[] = [];
  const leftAlone: { username: string; reason: string }[] = [];
  for (const log of logsOf(observations, options)) {
    if (as !== undefined && log.username !== as) continue;
    const isGroup = per === 'group';
    const proposal = propose(log, { policy, defaults }, { names, window: observations.window, isGroup });
    const reason = as === undefined ? whyAlone(proposal) : undefined;
    if (reason === undefined) {
      // Of a group, usesOf would look for a user of its name.
      const uses = policy === undefined || isGroup ? undefined : usesOf(log, policy, defaults, observations);
      proposals.push({ proposal, uses });
    } else leftAlone.push({ username: log.username, reason });
  }
  return { per, proposals, leftAlone };
}

function logsOf(observations: Observations, { per, policy }: MinimizeOptions): readonly SubjectLog[] {
  if (per === 'group') return groupsIn(observations).map((group) => groupLog(group, observations, policy));
  return [...observations.subjects.values()].toSorted((a, b) => (a.username < b.username ? -1 : 1));
}

function whyAlone({ username, subject, needs, scopes, held }: Proposal): string | undefined {
  const isAccounts = /^system:serviceaccounts?:/.test(username) || username === 'system:serviceaccounts';
  if (username.startsWith('system:') && !isAccounts) return "it is the API server's own";
  if (needs.length === 0) return subject.kind === 'group' ? 'nothing was allowed by its bindings' : 'nothing was allowed to it';
  return scopes.length === 0 && held.length === 0 ? "the server's own roles allow all that it did" : undefined;
}
