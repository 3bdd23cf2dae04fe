import { closest } from '../../closest.ts';
import type { Change, Previous } from './delta.ts';
import type { Entry } from './read-decisions.ts';
import type { Target } from './target.ts';
import { decidable, entitlementKey, type Entitlement, type Identity } from './identity.ts';

/** A decision, and why it does not count where it does not. */
export type JudgedEntry = Omit<Entry, 'column' | 'date' | 'expires' | 'to'> & {
  readonly date?: string;
  readonly expires?: string;
  readonly to?: Target;
  readonly problem?: string;
};

export interface Missing {
  readonly cluster: string;
  readonly identity: string;
  readonly binding: string;
  readonly reason: string;
}

export interface Judged {
  readonly file: string;
  /** Of the file as it is. */
  readonly sha256: string;
  readonly entries: readonly JudgedEntry[];
  /** Entitlements that nobody decided about. */
  readonly missing: readonly Missing[];
  /** Entitlements whose keep of the last review still holds, because nothing has changed since. */
  readonly carriedOver: readonly Missing[];
}

export interface JudgeContext extends Pick<Judged, 'file' | 'sha256'> {
  readonly at: string | undefined;
  /** Everybody, whatever the scope of the review. */
  readonly everybody: readonly Identity[];
  /** Those within the scope, about whom something must be decided. */
  readonly identities: readonly Identity[];
  readonly previous: Previous | undefined;
  /** What has become of each identity since, as `changesById` has it. */
  readonly changes: ReadonlyMap<string, Change>;
  /** Why a change cannot be made of an entitlement; undefined where it can. */
  readonly changeProblem: (cluster: string, entitlement: Entitlement, to: Target) => string | undefined;
}

/** What the decisions come to: which of them count, and what is still open. */
export function judgeDecisions(entries: readonly Entry[], context: JudgeContext): Judged {
  const seen = new Set<string>();
  const known = new Map(
    context.everybody.flatMap((identity) =>
      identity.entitlements
        .filter(({ through }) => through === undefined)
        .map(
          (entitlement) =>
            [entitlementKey(identity.cluster, identity.id, entitlement.binding), { identity, entitlement }] as const,
        ),
    ),
  );
  const judged = entries.map((said): JudgedEntry => {
    const { date, expires, to, cluster, identity, binding, decision, reviewer, reason, line } = said;
    const entry = { cluster, identity, binding, decision, reviewer, reason, line };
    const key = keyOf(entry);
    const problem = seen.has(key) ? 'there is a decision about it already' : entryProblem(said, known.get(key), context);
    seen.add(key);
    return {
      ...entry,
      ...(date !== undefined && { date }),
      ...(expires !== undefined && { expires }),
      ...(to !== undefined && { to }),
      ...(problem !== undefined && { problem }),
    };
  });
  const decided = new Map(judged.map((entry) => [keyOf(entry), entry]));
  const open = context.identities.flatMap((identity) =>
    [...new Set(decidable(identity).map(({ binding }) => binding))].map((binding) => openOf(identity, binding, decided, context)),
  );
  return {
    file: context.file,
    sha256: context.sha256,
    entries: judged,
    missing: open.flatMap((each) => (each?.carried === false ? [each.missing] : [])),
    carriedOver: open.flatMap((each) => (each?.carried === true ? [each.missing] : [])),
  };
}

interface Found {
  readonly identity: Identity;
  readonly entitlement: Entitlement;
}

function entryProblem(entry: Entry, found: Found | undefined, context: JudgeContext): string | undefined {
  if (found === undefined) return unknownReason(entry, context.everybody);
  const { identity, entitlement } = found;
  if (entry.decision !== 'keep' && entitlement.default)
    return 'the API server makes this binding again at each start: it can only be kept';
  const problem = problemOf(entry, identity, context.at);
  if (problem !== undefined || entry.to === undefined) return problem;
  return context.changeProblem(entry.cluster, entitlement, entry.to);
}

export function keyOf({ cluster, identity, binding }: Pick<Entry, 'cluster' | 'identity' | 'binding'>): string {
  return entitlementKey(cluster, identity, binding);
}

/** Whether something is left to do for the reviewers. */
export function isOpen({ entries, missing }: Judged): boolean {
  return missing.length > 0 || entries.some(({ problem }) => problem !== undefined);
}

function unknownReason(
  { cluster, identity, binding }: Pick<Entry, 'cluster' | 'identity' | 'binding'>,
  everybody: readonly Identity[],
): string {
  const inCluster = everybody.filter((each) => each.cluster === cluster);
  const found = inCluster.find(({ id }) => id === identity);
  if (found !== undefined) {
    const inherited = found.entitlements.find((each) => each.binding === binding)?.through;
    if (inherited !== undefined) return `${identity} has it through ${inherited}: the decision is about that group`;
    const near = closest(
      binding,
      found.entitlements.map((each) => each.binding),
    );
    return `${binding} does not bind ${identity}${near === undefined ? '' : `; did you mean ${near}?`}`;
  }
  if (inCluster.length === 0 && cluster !== '') return `there is no cluster ${cluster}`;
  if (inCluster.length === 0) return 'there are several clusters: say which, in "cluster"';
  const near = closest(
    identity,
    inCluster.map(({ id }) => id),
  );
  return `there is no ${identity}${near === undefined ? '' : `; did you mean ${near}?`}`;
}

function problemOf(
  { decision, reviewer, date, expires }: Pick<Entry, 'decision' | 'reviewer' | 'date' | 'expires'>,
  identity: Identity,
  at: string | undefined,
): string | undefined {
  if (isSelf(reviewer, identity)) return `${reviewer} decides about itself`;
  if (at === undefined) return undefined;
  if (date !== undefined && date > at) return `it is dated ${date}, after the review (${at})`;
  if (decision === 'keep' && expires !== undefined && expires < at) return `it was to be kept until ${expires}, and that is over`;
  return undefined;
}

/** Whether the reviewer is the subject itself, written as the username, as the review has it, or as its bare name. */
function isSelf(reviewer: string, { id, kind, name, namespace }: Identity): boolean {
  const account = namespace === undefined ? [] : [`system:serviceaccount:${name.replace('/', ':')}`];
  const names = [id, ...account, ...(kind === 'Group' ? [] : [name])].map((each) => each.toLowerCase());
  return names.includes(reviewer.toLowerCase());
}

interface Open {
  readonly carried: boolean;
  readonly missing: Missing;
}

function openOf(
  identity: Identity,
  binding: string,
  decided: ReadonlyMap<string, JudgedEntry>,
  context: JudgeContext,
): Open | undefined {
  const { cluster, id } = identity;
  const key = entitlementKey(cluster, id, binding);
  const entry = decided.get(key);
  if (entry !== undefined && entry.problem === undefined) return undefined;
  const { carried, reason } =
    entry?.problem === undefined
      ? sinceLast(key, context.changes.get(entitlementKey(cluster, id, '')), context)
      : { carried: false, reason: `the decision does not count: ${entry.problem}` };
  return { carried, missing: { cluster, identity: id, binding, reason } };
}

/** Whether a keep of the last review still stands, and why. */
function sinceLast(
  key: string,
  change: Change | undefined,
  { previous, at }: JudgeContext,
): { readonly carried: boolean; readonly reason: string } {
  if (previous === undefined || change === undefined || change === 'new')
    return { carried: false, reason: 'nobody decided about it' };
  if (change === 'widened') return { carried: false, reason: 'it may do more than at the last review' };
  if (!previous.kept.has(key)) return { carried: false, reason: 'it was not kept at the last review either' };
  const until = previous.kept.get(key);
  if (until === undefined) return { carried: true, reason: 'kept at the last review, and nothing has been added' };
  if (at === undefined) return { carried: false, reason: `it was kept until ${until}, and no --at says what day it is` };
  return until < at
    ? { carried: false, reason: `it was kept until ${until}, and that is over` }
    : { carried: true, reason: `kept until ${until}, and nothing has been added` };
}
