import { Inventory, UserError } from '@bulwark/model';
import type { Binding } from '@bulwark/rbac';
import { finish } from '../input/finish.ts';
import type { Input } from '../input/read-input.ts';
import { readSomething } from '../input/read-something.ts';
import { unreadText } from '../input/unread-text.ts';
import { clustersFor } from '../rbac/clusters.ts';
import { compare, type ClusterDiff } from '../rbac/compare.ts';
import { diffJson } from '../rbac/diff-json.ts';
import { defaultNamespaceText } from '../rbac/default-namespace.ts';
import { diffText } from '../rbac/diff-text.ts';
import type { RbacFlags } from '../rbac/flags.ts';
import { styleFor } from '../rbac/style-for.ts';
import { UNREAD_SHOWN } from '../rbac/unread-shown.ts';
import type { Shell } from '../shell.ts';

export async function run(this: Shell, flags: RbacFlags, ...paths: readonly string[]): Promise<void> {
  const [before, after, ...more] = paths;
  if (before === undefined || after === undefined || more.length > 0) {
    throw new UserError('two paths are compared', { hint: 'bulwark rbac diff old/ new/ compares two folders' });
  }
  const [old, now] = [before, after].map((path) => readSomething([path], flags, 'rbac diff', this)) as [Input, Input];
  const [nothing] = await clustersFor(Inventory.of([]), flags);
  const all = compare(
    { path: before, clusters: await clustersFor(old.inventory, flags) },
    { path: after, clusters: await clustersFor(now.inventory, flags) },
    nothing.index,
  );
  const { stdout } = this.process;
  const style = styleFor(flags.color, this);
  if (flags.output === 'json')
    for (const piece of diffJson(all, [old.inventory.coverage, now.inventory.coverage])) stdout.write(piece);
  else {
    for (const { inventory } of [old, now])
      for (const piece of unreadText(inventory.coverage, style, UNREAD_SHOWN)) stdout.write(piece);
    for (const piece of diffText(all, style)) stdout.write(piece);
    for (const piece of defaultNamespaceText(bindingsIn(all), style)) stdout.write(piece);
  }
  const isMore = all.some(({ diff }) => diff.gaps.length > 0 || diff.changes.some(({ change }) => change === 'gained'));
  finish({ ...now, problems: [...old.problems, ...now.problems] }, isMore, this);
}

function bindingsIn(all: readonly ClusterDiff[]): readonly Binding[] {
  return all.flatMap(({ diff }) => diff.changes.flatMap(({ rights }) => rights.map(({ grant }) => grant.binding)));
}
