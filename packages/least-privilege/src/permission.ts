import type { Request } from '@bulwark/rbac';

/** One thing that a user was seen to do. */
export interface Permission {
  readonly user: string;
  readonly request: Request;
}
