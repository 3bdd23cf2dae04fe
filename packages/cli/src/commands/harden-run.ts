import { NEWEST_MINOR, type Level } from '@bulwark/pod-security';
import { STANDARD_INPUT } from '@bulwark/source';
import { fixPatch } from '../fix/fix-patch.ts';
import { writeFiles } from '../fix/write-files.ts';
import { hardenJson } from '../harden/harden-json.ts';
import { hardenMarkdown } from '../harden/harden-markdown.ts';
import { hardenText } from '../harden/harden-text.ts';
import { harden, type HardenResult } from '../harden/harden.ts';
import { finish } from '../input/finish.ts';
import { readInput, type Input, type InputFlags } from '../input/read-input.ts';
import { kubeVersion } from '../pod-security/kube-version.ts';
import { shellPath } from '../shell-word.ts';
import { styleFor } from '../rbac/style-for.ts';
import type { Color } from '../color-flag.ts';
import type { Shell } from '../shell.ts';

export interface HardenFlags extends InputFlags {
  readonly level: Exclude<Level, 'privileged'>;
  readonly kubeVersion?: string;
  readonly write: boolean | undefined;
  readonly output: 'text' | 'patch' | 'json' | 'markdown';
  readonly color: Color;
}

export async function run(this: Shell, flags: HardenFlags, ...paths: readonly string[]): Promise<void> {
  const newest = flags.kubeVersion === undefined ? NEWEST_MINOR : kubeVersion(flags.kubeVersion);
  const input = readInput(paths, flags, 'harden', this);
  const result = harden(input.inventory, { level: flags.level, newest, textOf: input.textOf, whyNot: whyNotIn(input) });
  if (flags.write === true) writeFiles(result.files, this.cwd);
  for (const piece of printed(result, { flags, input, paths }, this)) this.process.stdout.write(piece);
  const isLeft = result.workloads.some(({ outcome }) => outcome !== 'complies' && outcome !== 'reached');
  finish(input, isLeft, this);
}

/** Why what programs render is left: its sources are not looked for. */
const RENDERED: Readonly<Record<'helm' | 'kustomize', string>> = {
  helm: 'it is rendered by Helm: change the template, or the values',
  kustomize: 'it is rendered by Kustomize: name the file of the base or the patch that is to change, not the folder',
};

function whyNotIn({ renders }: Input): (path: string) => string | undefined {
  return (path) => {
    if (path === STANDARD_INPUT) return 'it came from standard input: change what has made it';
    const by = renders.get(path);
    return by === undefined ? undefined : RENDERED[by];
  };
}

interface Printing {
  readonly flags: HardenFlags;
  readonly input: Input;
  readonly paths: readonly string[];
}

function printed(result: HardenResult, { flags, input, paths }: Printing, shell: Shell): Iterable<string> {
  const written = flags.write === true;
  switch (flags.output) {
    case 'json':
      return hardenJson(result, input, written);
    case 'patch':
      return fixPatch(result, shell);
    case 'markdown':
      return hardenMarkdown(result);
    default: {
      const version = flags.kubeVersion === undefined ? [] : [`--kube-version=${flags.kubeVersion}`];
      const words = ['bulwark', 'harden', ...paths.map(shellPath), '--level', flags.level, ...version, '--write'];
      const command = words.join(' ');
      return hardenText(result, input, { ...styleFor(flags.color, shell), written, command });
    }
  }
}
