import { UserError } from '@bulwark/model';
import { finish } from '../input/finish.ts';
import { readSomething } from '../input/read-something.ts';
import { unreadText } from '../input/unread-text.ts';
import { readQuestion } from '../rbac/asked.ts';
import { answer, restsOn } from '../rbac/can.ts';
import { canJson } from '../rbac/can-json.ts';
import { canText, verdictOf } from '../rbac/can-text.ts';
import { chainsFrom, type ChainFlags } from '../rbac/authorizer-chains.ts';
import { clustersFor } from '../rbac/clusters.ts';
import { defaultNamespaceText } from '../rbac/default-namespace.ts';
import type { RbacFlags } from '../rbac/flags.ts';
import { UNREAD_SHOWN } from '../rbac/unread-shown.ts';
import { styleFor } from '../rbac/style-for.ts';
import { userOf, type UserFlags } from '../rbac/user-of.ts';
import type { Shell } from '../shell.ts';

export interface RbacCanFlags extends RbacFlags, UserFlags, ChainFlags {
  readonly namespace?: string;
  readonly allNamespaces: boolean | undefined;
  readonly subresource?: string;
}

export async function run(this: Shell, flags: RbacCanFlags, ...words: readonly string[]): Promise<void> {
  const [verb, resource, ...paths] = words;
  if (verb === undefined || resource === undefined) {
    throw new UserError('what is asked is missing', { hint: 'bulwark rbac can get secrets . --as jane asks of this folder' });
  }
  if (flags.namespace !== undefined && flags.allNamespaces === true)
    throw new UserError('one namespace and all of them are asked of at once', {
      hint: 'leave out --namespace or --all-namespaces',
    });
  const user = userOf(flags);
  const input = readSomething(paths, flags, `rbac can ${verb} ${resource}`, this);
  const clusters = await clustersFor(input.inventory, flags);
  const chainFor = chainsFrom(flags, this);
  const answers = clusters.map((cluster) =>
    answer(cluster, readQuestion({ ...flags, verb, resource }, cluster.catalogue), user, chainFor?.(cluster)),
  );
  const { stdout } = this.process;
  const style = styleFor(flags.color, this);
  if (flags.output === 'json') for (const piece of canJson(answers, user, input)) stdout.write(piece);
  else {
    for (const piece of canText(answers, user, style)) stdout.write(piece);
    const bindings = answers.flatMap((each) => restsOn(each, user));
    for (const piece of defaultNamespaceText(bindings, style)) stdout.write(piece);
    for (const piece of unreadText(input.inventory.coverage, style, UNREAD_SHOWN)) stdout.write(piece);
  }
  finish(
    input,
    answers.some((each) => verdictOf(each) !== 'yes'),
    this,
  );
}
