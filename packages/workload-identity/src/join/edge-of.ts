import type { AskedClaim, Candidate } from './accounts.ts';
import type { IdentityEdge, Source } from './identity-edge.ts';

type Told = Pick<IdentityEdge, 'cloud' | 'mechanism' | 'principal' | 'reason' | 'audience' | 'assumptions'> & {
  readonly trust: Source | undefined;
  readonly asked: AskedClaim | undefined;
};

/** An edge from an account; unknown where there is a reason, else allowed. */
export function edgeOf({ ref, declared }: Candidate, { asked, ...told }: Told): IdentityEdge {
  return {
    ...told,
    account: declared === undefined ? ref : { namespace: declared.namespace, name: declared.name },
    declared,
    decision: told.reason === undefined ? 'allowed' : 'unknown',
    isAsked: asked !== undefined,
    asked: asked === undefined ? undefined : { object: asked.account, path: asked.claim.path },
  };
}
