import type { EntitlementUse, IdentityUse, LogEvidence, Seen } from './last-use.ts';

/** `2026-11-20T10:53:00Z`, as people read it. */
export function timeWords(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

/** `the log from … to …`. */
export function logWords({ from, to }: LogEvidence): string {
  return from === undefined || to === undefined
    ? 'the log, which says no times'
    : `the log from ${timeWords(from)} to ${timeWords(to)}`;
}

function seenWords({ count, last }: Seen): string {
  const often = count === 1 ? 'once' : `${count} times`;
  return last === undefined ? often : `${timeWords(last)}, ${often}`;
}

/** What the log says of an identity. */
export function identityUseWords({ seen, onlyImpersonated, certificates }: IdentityUse, log: LogEvidence): string {
  if (seen === undefined) return `never seen in ${logWords(log)}`;
  const whose = onlyImpersonated === true ? ', each time by others in its name' : '';
  const by = certificates === undefined ? '' : `, by a client certificate ${seenWords(certificates)}`;
  return `last seen ${seenWords(seen)}${whose}${by}`;
}

/** What the log says of a binding and an identity. */
export function entitlementUseWords(use: EntitlementUse, log: LogEvidence): string {
  const { verdict, count = 0, reason = '' } = use;
  switch (verdict) {
    case 'named':
      return `last used ${seenWords({ ...use, count })}`;
    case 'possible':
      return `perhaps used, last ${seenWords({ ...use, count })}: the log does not say by which binding`;
    case 'spare':
      return `spare: what it allows was done, last ${seenWords({ ...use, count })}, and the server named another binding`;
    case 'never':
      return `never seen in ${logWords(log)}`;
    case 'unknown':
      return `use unknown: ${reason}`;
  }
}

/** `seen in it: ann, jane and 3 more`. */
export function memberWords({ members = [], memberCount = 0 }: IdentityUse): string | undefined {
  if (members.length === 0) return undefined;
  const more = memberCount - members.length;
  return `${members.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
