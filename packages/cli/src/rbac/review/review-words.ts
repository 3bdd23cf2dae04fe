import { amount } from '@bulwark/report';
import type { Identity, Review } from './review.ts';
import { RISKS } from './risk.ts';

export function placeWords(namespace: string): string {
  return namespace === '' ? 'in the whole cluster' : `in namespace ${namespace}`;
}

export function riskName({ risk, atLeast }: Pick<Identity, 'risk' | 'atLeast'>): string {
  return atLeast ? `at least ${risk}` : risk;
}

/** Those that somebody must look at, gravest first; those whom the API server alone gives rights stand apart. */
export function inOrder(identities: readonly Identity[]): {
  readonly ours: readonly Identity[];
  readonly servers: readonly Identity[];
} {
  const sorted = identities.toSorted(
    (a, b) => RISKS.indexOf(a.risk) - RISKS.indexOf(b.risk) || Number(b.atLeast) - Number(a.atLeast),
  );
  return { ours: sorted.filter((each) => !each.default), servers: sorted.filter((each) => each.default) };
}

/** `2 users, 3 groups and 9 service accounts to review, and 56 of the API server`. */
export function populationWords({ identities, clusters }: Review['population']): string {
  const { User, Group, ServiceAccount, ofTheApiServer } = identities;
  const all = `${amount(User, 'user')}, ${amount(Group, 'group')} and ${amount(ServiceAccount, 'service account')} to review, and ${ofTheApiServer} of the API server`;
  return clusters > 1 ? `${all}, in ${clusters} sets of files that may each be a cluster` : all;
}

export function scopeWords({ namespaces, privileged }: Review['scope']): string {
  const parts = [
    ...(namespaces === undefined ? [] : [`who has rights in, or belongs to, namespace ${namespaces.join(', ')}`]),
    ...(privileged === true ? ['whose risk is critical, high or not wholly known'] : []),
  ];
  return parts.length === 0 ? 'everybody' : `only those ${parts.join(', and ')}`;
}
