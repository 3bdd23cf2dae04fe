/** Somebody who may speak to the server with a token of their own. */
export interface User {
  readonly name: string;
  readonly groups: readonly string[];
  readonly token: string;
}

/** May do everything, and act as anybody. */
export const ADMIN: Omit<User, 'token'> = { name: 'admin', groups: ['system:masters'] };
/** The controller manager takes the rights of each controller's own service account from here. */
export const CONTROLLER_MANAGER: Omit<User, 'token'> = {
  name: 'system:kube-controller-manager',
  groups: ['system:authenticated'],
};

/** A line of the API server's token file: token, name, uid, groups. */
export function tokenLine({ name, groups, token }: User): string {
  return `${token},${quoted(name)},${quoted(name)},${quoted(groups.join(','))}\n`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
