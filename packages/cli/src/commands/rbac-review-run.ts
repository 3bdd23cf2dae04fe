import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '@bulwark/model';
import { defaultsOf } from '@bulwark/rbac';
import { NEWEST_MINOR } from '@bulwark/schema';
import { finish } from '../input/finish.ts';
import { readSomething } from '../input/read-something.ts';
import { unreadText } from '../input/unread-text.ts';
import { clustersFor, type Cluster } from '../rbac/clusters.ts';
import type { RbacFlags } from '../rbac/flags.ts';
import { minorOf } from '../rbac/minor-of.ts';
import { reviewOf, type BuildOptions } from '../rbac/review/build.ts';
import type { CarriedOut } from '../rbac/review/carry-out.ts';
import { newestOf, readPrevious } from '../rbac/review/delta.ts';
import { LastUses } from '../rbac/review/last-use.ts';
import { isOpen } from '../rbac/review/judge-decisions.ts';
import { manifestsText } from '../rbac/review/manifests-text.ts';
import { readDecisions } from '../rbac/review/read-decisions.ts';
import { reviewCsv } from '../rbac/review/review-csv.ts';
import { reviewHtml } from '../rbac/review/review-html.ts';
import { reviewJson } from '../rbac/review/review-json.ts';
import { reviewText } from '../rbac/review/review-text.ts';
import type { Review, ReviewScope } from '../rbac/review/review.ts';
import { readLogs } from '../rbac/read-logs.ts';
import { styleFor } from '../rbac/style-for.ts';
import { UNREAD_SHOWN } from '../rbac/unread-shown.ts';
import type { Shell } from '../shell.ts';

export interface RbacReviewFlags extends Omit<RbacFlags, 'output'> {
  readonly at?: string;
  readonly decisions?: string;
  readonly previous?: readonly string[];
  readonly log?: readonly string[];
  readonly namespace?: readonly string[];
  readonly privileged: boolean | undefined;
  readonly output: 'text' | 'html' | 'csv' | 'json' | 'manifests';
}

export async function run(this: Shell, flags: RbacReviewFlags, ...paths: readonly string[]): Promise<void> {
  const options = optionsOf(flags, this);
  if (flags.output === 'manifests' && options.decisions === undefined)
    throw new UserError('-o manifests carries out decisions, and there are none', { hint: '--decisions names their file' });
  const input = readSomething(paths, flags, 'rbac review', this);
  const clusters = await clustersFor(input.inventory, flags);
  const { review, carriedOut } = reviewOf(input, clusters, {
    ...options,
    defaults: await defaultsOf(options.minor),
    uses: await usesFrom(flags.log ?? [], clusters, this),
  });
  const { stdout } = this.process;
  const style = styleFor(flags.color, this);
  for (const piece of printed(review, carriedOut, flags, this)) stdout.write(piece);
  if (flags.output === 'text') for (const piece of unreadText(input.inventory.coverage, style, UNREAD_SHOWN)) stdout.write(piece);
  finish(input, review.decisions !== undefined && isOpen(review.decisions), this);
}

function printed(
  review: Review,
  carriedOut: readonly CarriedOut[],
  { output, color }: RbacReviewFlags,
  shell: Shell,
): Iterable<string> {
  switch (output) {
    case 'html':
      return reviewHtml(review);
    case 'csv':
      return reviewCsv(review);
    case 'json':
      return reviewJson(review);
    case 'manifests':
      return manifestsText(carriedOut);
    case 'text':
      return reviewText(review, styleFor(color, shell));
  }
}

/** What audit logs say of who used what; undefined without any. */
async function usesFrom(logs: readonly string[], clusters: readonly Cluster[], shell: Shell): Promise<LastUses | undefined> {
  if (logs.length === 0) return undefined;
  if (clusters.length > 1) {
    throw new UserError(`the manifests are of ${clusters.length} clusters`, {
      hint: 'a log is of one: name the folder of that one',
    });
  }
  return new LastUses(await readLogs(logs, shell, { hash: true }));
}

function optionsOf(flags: RbacReviewFlags, shell: Shell): Omit<BuildOptions, 'uses' | 'defaults'> & { readonly minor: number } {
  const { at, decisions, previous = [], namespace = [], privileged, kubeVersion } = flags;
  if (at !== undefined && !isDay(at)) throw new UserError(`"${at}" is no day`, { hint: 'write it as 2026-12-31' });
  const minor = kubeVersion === undefined ? NEWEST_MINOR : minorOf(kubeVersion);
  const scope: ReviewScope = {
    ...(namespace.length > 0 && { namespaces: [...new Set(namespace)].toSorted() }),
    ...(privileged === true && { privileged }),
  };
  return {
    at,
    scope,
    complete: flags.complete === true,
    minor,
    kubernetes: flags.noDefaults === true ? undefined : `1.${minor}`,
    previous: newestOf(previous.map((path) => [path, readPrevious(textOf(path, shell), path)])),
    decisions: decisions === undefined ? undefined : decisionsIn(decisions, shell),
  };
}

function decisionsIn(file: string, shell: Shell): NonNullable<BuildOptions['decisions']> {
  const bytes = bytesOf(file, shell);
  const entries = readDecisions(bytes.toString('utf8'), file, shell);
  return { file, sha256: createHash('sha256').update(bytes).digest('hex'), entries };
}

/** A day that there is: not the 31st of February. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function textOf(path: string, shell: Shell): string {
  return bytesOf(path, shell).toString('utf8');
}

function bytesOf(path: string, { cwd }: Shell): Buffer {
  try {
    return readFileSync(resolve(cwd, path));
  } catch (cause) {
    throw new UserError(`${path} cannot be read`, { hint: 'it must be a file that is there', cause });
  }
}
