import type { JudgedEntry } from './judge-decisions.ts';
import { entitlementKey, type Entitlement, type Identity, type Review } from './review.ts';

/** The decisions by whom and what they are about; of several about the same, the first. */
export function decisionsByKey({ decisions }: Pick<Review, 'decisions'>): ReadonlyMap<string, JudgedEntry> {
  const entries = (decisions?.entries ?? []).toReversed();
  return new Map(entries.map((entry) => [entitlementKey(entry.cluster, entry.identity, entry.binding), entry] as const));
}

/** What was decided of an entitlement; of one through a group, the decision is about the group. */
export function decisionOf(
  { cluster, id }: Identity,
  { through, binding }: Entitlement,
  decided: ReadonlyMap<string, JudgedEntry>,
): JudgedEntry | undefined {
  return through === undefined ? decided.get(entitlementKey(cluster, id, binding)) : undefined;
}
