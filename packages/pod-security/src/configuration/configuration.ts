import { PRIVILEGED_POLICY, type Policy } from '../namespace/policy.ts';

/** Whom Pod Security leaves alone: exact names, no patterns. */
export interface Exemptions {
  /** Who sends the request. The pods of a controller are sent by its service account, not by who made the controller. */
  readonly usernames: readonly string[];
  readonly namespaces: readonly string[];
  readonly runtimeClasses: readonly string[];
}

/** How the Pod Security of a cluster is set up. */
export interface Configuration {
  /** What holds where the labels of a namespace say nothing. */
  readonly defaults: Policy;
  readonly exemptions: Exemptions;
}

/** A cluster that nobody has set up: nothing is refused where no label says so, and nobody is exempt. */
export const DEFAULT_CONFIGURATION: Configuration = {
  defaults: PRIVILEGED_POLICY,
  exemptions: { usernames: [], namespaces: [], runtimeClasses: [] },
};
