import { UserError } from '@bulwark/model';
import { finish } from '../input/finish.ts';
import { readSomething } from '../input/read-something.ts';
import { unreadText } from '../input/unread-text.ts';
import { readQuestion } from '../rbac/asked.ts';
import { chainsFrom, type ChainFlags } from '../rbac/authorizer-chains.ts';
import { clustersFor } from '../rbac/clusters.ts';
import { defaultNamespaceText } from '../rbac/default-namespace.ts';
import type { RbacFlags } from '../rbac/flags.ts';
import { styleFor } from '../rbac/style-for.ts';
import { UNREAD_SHOWN } from '../rbac/unread-shown.ts';
import { whoCanJson } from '../rbac/who-can-json.ts';
import { whoCanText } from '../rbac/who-can-text.ts';
import { bindingsOf, whoCan } from '../rbac/who-can.ts';
import type { Shell } from '../shell.ts';

export interface RbacWhoCanFlags extends RbacFlags, ChainFlags {
  readonly namespace?: string;
  readonly subresource?: string;
}

export async function run(this: Shell, flags: RbacWhoCanFlags, ...words: readonly string[]): Promise<void> {
  const [verb, resource, ...paths] = words;
  if (verb === undefined || resource === undefined) {
    throw new UserError('what is asked is missing', { hint: 'bulwark rbac who-can get secrets . asks of this folder' });
  }
  const input = readSomething(paths, flags, `rbac who-can ${verb} ${resource}`, this);
  const clusters = await clustersFor(input.inventory, flags);
  const chains = chainsFrom(flags, this);
  const answers = clusters.map((cluster) => {
    const asked = readQuestion({ ...flags, verb, resource }, cluster.catalogue);
    return whoCan(cluster, asked, flags.namespace === undefined && asked.namespaced !== false, chains);
  });
  const { stdout } = this.process;
  const style = styleFor(flags.color, this);
  if (flags.output === 'json') for (const piece of whoCanJson(answers, input)) stdout.write(piece);
  else {
    for (const piece of whoCanText(answers, style)) stdout.write(piece);
    for (const piece of defaultNamespaceText(answers.flatMap(bindingsOf), style)) stdout.write(piece);
    for (const piece of unreadText(input.inventory.coverage, style, UNREAD_SHOWN)) stdout.write(piece);
  }
  finish(input, false, this);
}
