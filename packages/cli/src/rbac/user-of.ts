import { UserError } from '@bulwark/model';
import { authenticatedUser, type User } from '@bulwark/rbac';

export interface UserFlags {
  readonly as?: string;
  readonly asGroup?: readonly string[];
}

/** The user that `--as` and `--as-group` mean, with the groups that the name brings. */
export function userOf({ as, asGroup = [] }: UserFlags): User {
  if (as === undefined || as === '') {
    throw new UserError('nobody is asked about', {
      hint: '--as names the user, for a service account system:serviceaccount:<namespace>:<name>',
    });
  }
  return authenticatedUser(as, asGroup);
}
