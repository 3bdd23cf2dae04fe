import type { User } from '../control-plane/users.ts';

/** Who may come with a token to the control planes that all tests share. They have no rights until a test gives them some. */
export const SHARED_USERS: readonly Omit<User, 'token'>[] = [
  { name: 'alice', groups: ['team-a'] },
  { name: 'bob', groups: ['team-b'] },
];
