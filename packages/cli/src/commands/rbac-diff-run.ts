import { UserError } from '@bulwark/model';
import { finish } from '../input/finish.ts';
import { readInput, type Input } from '../input/read-input.ts';
import { unreadText } from '../input/unread-text.ts';
import { clustersFor } from '../rbac/clusters.ts';
import { compare } from '../rbac/compare.ts';
import { diffJson } from '../rbac/diff-json.ts';
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
  const [old, now] = [before, after].map((path) => readInput([path], flags, 'rbac diff', this)) as [Input, Input];
  const all = compare(
    { path: before, clusters: await clustersFor(old.inventory, flags) },
    { path: after, clusters: await clustersFor(now.inventory, flags) },
  );
  const { stdout } = this.process;
  const style = styleFor(flags.color, this);
  if (flags.output === 'json') for (const piece of diffJson(all)) stdout.write(piece);
  else {
    for (const piece of unreadText(now.inventory.coverage, style, UNREAD_SHOWN)) stdout.write(piece);
    for (const piece of diffText(all, style)) stdout.write(piece);
  }
  const isMore = all.some(({ diff }) => diff.changes.some(({ change }) => change === 'gained'));
  finish({ ...now, problems: [...old.problems, ...now.problems] }, isMore, this);
}
