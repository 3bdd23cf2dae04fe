/** Why the answer is not known where other authorizers are asked beside RBAC. */
export interface AuthorizerGap {
  /** As the configuration of the API server calls it. */
  readonly authorizer: string;
  readonly reason: string;
}
