import { NEWEST_MINOR, type Level } from '@bulwark/pod-security';
import { hardenJson } from '../harden/harden-json.ts';
import { hardenMarkdown } from '../harden/harden-markdown.ts';
import { hardenText } from '../harden/harden-text.ts';
import { harden, type HardenResult } from '../harden/harden.ts';
import { finish } from '../input/finish.ts';
import { readInput, type Input, type InputFlags } from '../input/read-input.ts';
import { kubeVersion } from '../pod-security/kube-version.ts';
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
  const result = harden(input.inventory, { level: flags.level, newest, textOf: input.textOf });
  for (const piece of printed(result, { flags, input, paths }, this)) this.process.stdout.write(piece);
  const isLeft = result.workloads.some(
    ({ outcome, refused }) => outcome === 'blocked' || outcome === 'open' || refused !== undefined,
  );
  finish(input, isLeft, this);
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
    case 'markdown':
      return hardenMarkdown(result);
    default: {
      const command = `bulwark harden ${paths.join(' ')} --level ${flags.level} --write`;
      return hardenText(result, input, { ...styleFor(flags.color, shell), written, command });
    }
  }
}
