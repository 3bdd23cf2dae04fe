import type { EvidenceLine } from './carry-out.ts';
import type { Delta } from './delta.ts';
import type { Identity } from './identity.ts';
import type { Judged } from './judge-decisions.ts';
import type { Stranger } from './last-use.ts';
import type { Population } from './population.ts';
import type { REVIEW_FORMAT } from './review-format.ts';

export interface ReviewScope {
  readonly namespaces?: readonly string[];
  readonly privileged?: true;
}

/** An access review as plain data: what its exports show. */
export interface Review {
  readonly format: typeof REVIEW_FORMAT;
  readonly tool: { readonly name: 'bulwark'; readonly version: string };
  /** The day of the review, where it was said. */
  readonly at?: string;
  readonly scope: ReviewScope;
  readonly population: Population;
  readonly identities: readonly Identity[];
  /** Users whom the log shows, and whom no binding and no manifest names. */
  readonly strangers?: readonly Stranger[];
  readonly decisions?: Judged;
  /** What who can do or no longer do once the decisions are carried out. */
  readonly evidence?: readonly EvidenceLine[];
  readonly delta?: Delta;
}
