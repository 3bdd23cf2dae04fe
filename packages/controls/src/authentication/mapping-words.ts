import type { Mapping } from './token-issuers.ts';

/** How names come into the cluster. */
export function asTheyAre({ expression, claim, prefix }: Mapping): string {
  if (expression !== '') return `as ${quote(expression)} makes them`;
  return prefix ? `from the claim "${claim}" with the prefix "${prefix}"` : `from the claim "${claim}" without a prefix`;
}

/** Why it cannot be said what names a mapping gives. */
export function unclear({ expression, prefix }: Mapping, what: string): string {
  if (expression === '' && prefix === undefined) return `the prefix of the ${what} is filled in when the server starts`;
  if (expression === '') return `whether the rules keep ${what} in system: out shows only when they run`;
  return `what the expression ${quote(expression)} makes of the claims shows only when it runs`;
}

/** A text in quotes, cut where it is long. */
export function quote(text: string): string {
  return `"${text.length > 80 ? `${text.slice(0, 79)}…` : text}"`;
}
