import type { Identity } from './identity.ts';
import type { IdentityUse } from './last-use.ts';
import type { Review } from './review.ts';

/** Those to review, by whether the log shows them. */
export function identitiesInLog({ identities }: Review): {
  readonly seen: readonly Identity[];
  readonly unseen: readonly Identity[];
} {
  const ours = identities.filter((each) => !each.default);
  const isSeen = ({ use }: Identity): boolean => use?.seen !== undefined;
  return { seen: ours.filter(isSeen), unseen: ours.filter((each) => !isSeen(each)) };
}

/** Users who came by a client certificate, as far as the log says so. */
export function certifiedUsers({
  identities,
  strangers = [],
}: Review): readonly { readonly user: string; readonly certificates: NonNullable<IdentityUse['certificates']> }[] {
  const users = identities.filter(({ kind }) => kind === 'User').map(({ name, use }) => ({ user: name, use }));
  return [...users, ...strangers].flatMap(({ user, use }) =>
    use?.certificates === undefined ? [] : [{ user, certificates: use.certificates }],
  );
}
