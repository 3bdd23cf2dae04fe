import { UserError, type Coverage, type Inventory } from '@bulwark/model';
import { inputProblems, jsonLines, unreadPlaces, type InputProblem } from '@bulwark/report';
import { load } from '@bulwark/source';
import type { Rendered } from '@bulwark/render';
import { renderPaths } from '../renders/render-paths.ts';
import { leadBack } from '../renders/written-at.ts';
import { Progress } from '../progress.ts';
import type { Shell } from '../shell.ts';

/** What all commands that ask one question of manifests take beside their own flags. */
export interface InputFlags {
  readonly strict: boolean | undefined;
  readonly allowEmpty: boolean | undefined;
}

export interface ReadFlags extends InputFlags {
  /** The version of the cluster that is asked about, in any form that a command takes: charts are rendered for its minor. */
  readonly kubeVersion?: string | undefined;
}

export interface Input {
  readonly inventory: Inventory;
  /** Why the exit code is 2, whatever else there is to say. */
  readonly problems: readonly InputProblem[];
  /** The bytes of a file that was read, by the path that reports show; valid until the next is asked for. */
  readonly bytesOf: (path: string) => Uint8Array | undefined;
  /** The text of a file that was read. */
  readonly textOf: (path: string) => string | undefined;
  /** What renders each chart and overlay among the paths. */
  readonly renders: ReadonlyMap<string, Rendered['by']>;
}

export function readInput(paths: readonly string[], flags: ReadFlags, command: string, shell: Shell): Input {
  if (paths.length === 0) {
    throw new UserError('no path given', { hint: `bulwark ${command} . reads this folder, - standard input` });
  }
  const progress = new Progress(shell, { quiet: false });
  const kubeVersion = /^v?(1\.\d+)/.exec(flags.kubeVersion ?? '')?.[1];
  const world = { cwd: shell.cwd, spawn: shell.spawn, kubeVersion };
  const { paths: raw, renders, forLoad } = renderPaths(paths, { below: false }, world);
  const { inventory, bytesOf, textOf } = load(raw, {
    ...forLoad,
    cwd: shell.cwd,
    ...(shell.stdin !== undefined && { stdin: shell.stdin }),
    onProgress: (done, total) => progress.update(() => `Reading file ${done} of ${total}`),
  });
  progress.end();
  leadBack(inventory.objects, renders, shell.cwd);
  const bars = { strict: flags.strict === true, allowEmpty: flags.allowEmpty === true };
  const by = new Map(renders.map((each) => [each.path, each.by]));
  return { inventory, bytesOf, textOf, renders: by, problems: inputProblems(inventory.coverage, inventory.objects.length, bars) };
}

/** What was not read, as the report of a scan has it. */
export function unreadLines(coverage: Coverage): Iterable<string> {
  return jsonLines(unreadPlaces(coverage), (unread) => unread, '  ');
}
