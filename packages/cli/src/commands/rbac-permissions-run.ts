import { finish } from '../input/finish.ts';
import { readSomething } from '../input/read-something.ts';
import { unreadText } from '../input/unread-text.ts';
import { chainsFrom, type ChainFlags } from '../rbac/authorizer-chains.ts';
import { clustersFor } from '../rbac/clusters.ts';
import { defaultNamespaceText } from '../rbac/default-namespace.ts';
import type { RbacFlags } from '../rbac/flags.ts';
import { matrixText } from '../rbac/matrix-text.ts';
import { permissionsJson } from '../rbac/permissions-json.ts';
import { permissionCount, permissionsText } from '../rbac/permissions-text.ts';
import { permissionsOf } from '../rbac/permissions.ts';
import { UNREAD_SHOWN } from '../rbac/unread-shown.ts';
import { styleFor } from '../rbac/style-for.ts';
import { userOf, type UserFlags } from '../rbac/user-of.ts';
import type { Shell } from '../shell.ts';

export interface RbacPermissionsFlags extends Omit<RbacFlags, 'output'>, UserFlags, ChainFlags {
  readonly namespace?: string;
  readonly output: 'text' | 'matrix' | 'json';
}

export async function run(this: Shell, flags: RbacPermissionsFlags, ...paths: readonly string[]): Promise<void> {
  const user = userOf(flags);
  const input = readSomething(paths, flags, 'rbac permissions', this);
  const clusters = await clustersFor(input.inventory, flags);
  const chains = chainsFrom(flags, this);
  const all = clusters.map((cluster) => permissionsOf(cluster, user, flags.namespace, chains));
  const { stdout } = this.process;
  const style = styleFor(flags.color, this);
  if (flags.output === 'json') {
    for (const piece of permissionsJson(all, user, input)) stdout.write(piece);
  } else {
    for (const piece of (flags.output === 'matrix' ? matrixText : permissionsText)(all, user, style)) stdout.write(piece);
    for (const piece of unreadText(input.inventory.coverage, style, UNREAD_SHOWN)) stdout.write(piece);
    stdout.write(permissionCount(all));
    const grants = all.flatMap(({ places }) => places.flatMap((place) => place.grants));
    const bindings = grants.map(({ binding }) => binding);
    for (const piece of defaultNamespaceText(bindings, style)) stdout.write(piece);
  }
  finish(input, false, this);
}
