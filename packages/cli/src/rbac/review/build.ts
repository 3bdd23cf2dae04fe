import { serviceAccountName } from '@bulwark/rbac';
import type { Input } from '../../input/read-input.ts';
import { VERSION } from '../../version.ts';
import type { Cluster } from '../clusters.ts';
import { changesById, deltaOf, type Previous } from './delta.ts';
import { carryOut, evidenceOf, type CarriedOut } from './carry-out.ts';
import { identitiesOf, nameOf, type IdentityOptions } from './identities.ts';
import { judgeDecisions, type JudgeContext, type Judged } from './judge-decisions.ts';
import { takenFrom, type PopulationOptions } from './population.ts';
import type { Entry } from './read-decisions.ts';
import type { Identity } from './identity.ts';
import { REVIEW_FORMAT } from './review-format.ts';
import type { Review, ReviewScope } from './review.ts';
import { isGraver } from './risk.ts';
import { changeProblem } from './target.ts';

export interface BuildOptions extends Omit<PopulationOptions, 'log'>, IdentityOptions {
  readonly at: string | undefined;
  readonly scope: ReviewScope;
  readonly previous: Previous | undefined;
  readonly decisions: { readonly file: string; readonly sha256: string; readonly entries: readonly Entry[] } | undefined;
}

/** A review, and what carries out its decisions, cluster by cluster. */
export interface Built {
  readonly review: Review;
  readonly carriedOut: readonly CarriedOut[];
}

export function reviewOf(input: Input, clusters: readonly Cluster[], options: BuildOptions): Built {
  const { at, scope, previous, decisions, uses } = options;
  const everybody = clusters.flatMap((cluster) => identitiesOf(cluster, options));
  const identities = everybody.filter((identity) => isInScope(identity, scope));
  const delta = previous === undefined ? undefined : deltaOf(everybody, previous);
  const inScope = new Set(identities.map(({ cluster, id }) => `${cluster} ${id}`));
  const shown = delta && {
    ...delta,
    changes: delta.changes.filter(({ cluster, id, change }) => change === 'gone' || inScope.has(`${cluster} ${id}`)),
  };
  const context = { at, everybody, identities, previous, changes: changesById(delta), changeProblem: changeProblems(clusters) };
  const judged = decisions && judgeDecisions(decisions.entries, { ...context, file: decisions.file, sha256: decisions.sha256 });
  const carriedOut = judged === undefined || !isWork(judged) ? [] : clusters.map((cluster) => carryOut(cluster, judged));
  const review: Review = {
    format: REVIEW_FORMAT,
    tool: { name: 'bulwark', version: VERSION },
    ...(at !== undefined && { at }),
    scope,
    population: {
      ...takenFrom(input, clusters, { ...options, log: uses?.evidence }),
      identities: countsOf(everybody),
    },
    identities,
    ...(uses !== undefined && { strangers: uses.strangers(new Set(everybody.map(usernameOf))) }),
    ...(judged !== undefined && { decisions: judged }),
    ...(carriedOut.length > 0 && { evidence: carriedOut.flatMap(evidenceOf) }),
    ...(shown !== undefined && { delta: shown }),
  };
  return { review, carriedOut };
}

/** Whether a decision that counts changes anything. */
function isWork({ entries }: Judged): boolean {
  return entries.some(({ decision, problem }) => decision !== 'keep' && problem === undefined);
}

function changeProblems(clusters: readonly Cluster[]): JudgeContext['changeProblem'] {
  return (id, entitlement, to) => {
    const policy = clusters.find((cluster) => cluster.id === id)?.index.policy;
    const binding = policy?.bindings.find((each) => nameOf(each) === entitlement.binding);
    return policy === undefined || binding === undefined ? undefined : changeProblem(entitlement, binding.roleRef, to, policy);
  };
}

/** The name that logs have; of a group, one that nobody has. */
function usernameOf({ kind, name }: Identity): string {
  const [namespace = '', account = ''] = name.split('/');
  if (kind === 'Group') return '';
  return kind === 'User' ? name : serviceAccountName(namespace, account);
}

function countsOf(identities: readonly Identity[]): Review['population']['identities'] {
  const count = (kind: Identity['kind']): number => identities.filter((each) => !each.default && each.kind === kind).length;
  return {
    User: count('User'),
    Group: count('Group'),
    ServiceAccount: count('ServiceAccount'),
    ofTheApiServer: identities.filter((each) => each.default).length,
  };
}

function isInScope({ risk, namespace, entitlements, atLeast }: Identity, scope: ReviewScope): boolean {
  // Of what is not known nobody can say that it is not privileged.
  if (scope.privileged === true && !isGraver(risk, 'medium') && !atLeast) return false;
  const { namespaces } = scope;
  if (namespaces === undefined) return true;
  return (
    (namespace !== undefined && namespaces.includes(namespace)) ||
    entitlements.some((each) => namespaces.includes(each.namespace))
  );
}
