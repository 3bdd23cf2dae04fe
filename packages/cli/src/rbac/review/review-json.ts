import { jsonLines, jsonText } from '@bulwark/report';
import { digestOf } from './digest.ts';
import type { Entitlement, Identity } from './identity.ts';
import type { Review } from './review.ts';

/** An entitlement as it is printed: what its role grants stands with the role, once for all who are bound to it. */
type PrintedEntitlement = Omit<Entitlement, 'words' | 'rules'>;

interface PrintedRole extends Pick<Entitlement, 'role' | 'words' | 'rules'> {
  readonly cluster: string;
}

interface Printed extends Omit<Review, 'identities'> {
  readonly roles: readonly PrintedRole[];
  readonly identities: readonly (Omit<Identity, 'entitlements'> & { readonly entitlements: readonly PrintedEntitlement[] })[];
}

/** The review as JSON, a role and an identity a line, with the SHA-256 of what it says. */
export function* reviewJson(review: Review): IterableIterator<string> {
  const { roles, identities, decisions, evidence, delta, population, strangers, ...head } = printedOf(review);
  yield '{\n';
  for (const [key, value] of Object.entries(head)) yield `  ${jsonText(key)}: ${jsonText(value)},\n`;
  yield `  "population": ${jsonText(population)}`;
  yield* listLines('roles', roles);
  yield* listLines('identities', identities);
  yield* listLines('strangers', strangers);
  if (decisions !== undefined) yield `,\n  "decisions": ${jsonText(decisions)}`;
  yield* listLines('evidence', evidence);
  if (delta !== undefined) yield `,\n  "delta": ${jsonText(delta)}`;
  yield `,\n  "sha256": ${jsonText(sha256Of(review))}\n}\n`;
}

function* listLines(key: string, list: readonly unknown[] | undefined): IterableIterator<string> {
  if (list === undefined) return;
  yield `,\n  "${key}": `;
  yield* jsonLines(list, (item) => item, '  ');
}

function printedOf(review: Review): Printed {
  const roles = new Map<string, PrintedRole>();
  const identities = review.identities.map((identity) => ({
    ...identity,
    entitlements: identity.entitlements.map(({ words, rules, ...rest }) => {
      const { cluster } = identity;
      // Of a role that cannot be seen nothing is known, which the entitlement says itself.
      if (rest.risk !== 'unknown') roles.set(JSON.stringify([cluster, rest.role]), { cluster, role: rest.role, words, rules });
      return rest;
    }),
  }));
  return { ...review, roles: [...roles.values()], identities };
}

/** A review is plain data that never changes, and a page says its sum more than once. */
const SUMS = new WeakMap<Review, string>();

/** The SHA-256 of what the JSON of the review says. */
export function sha256Of(review: Review): string {
  const known = SUMS.get(review);
  if (known !== undefined) return known;
  const sum = digestOf({ ...printedOf(review) });
  SUMS.set(review, sum);
  return sum;
}
