import { NEWEST_MINOR } from '@bulwark/pod-security';
import { paletteFor, widthOf } from '../color.ts';
import type { Color } from '../color-flag.ts';
import { advise } from '../pod-security/advise.ts';
import { adviseJson } from '../pod-security/advise-json.ts';
import { adviseText } from '../pod-security/advise-text.ts';
import { configurationFrom } from '../pod-security/configuration-file.ts';
import { finish } from '../input/finish.ts';
import { readInput, type InputFlags } from '../input/read-input.ts';
import { kubeVersion } from '../pod-security/kube-version.ts';
import type { Shell } from '../shell.ts';

export interface PodSecurityAdviseFlags extends InputFlags {
  readonly kubeVersion?: string;
  readonly config?: string;
  readonly output: 'text' | 'json';
  readonly color: Color;
}

export async function run(this: Shell, flags: PodSecurityAdviseFlags, ...paths: readonly string[]): Promise<void> {
  const newest = flags.kubeVersion === undefined ? NEWEST_MINOR : kubeVersion(flags.kubeVersion);
  const configuration = flags.config === undefined ? undefined : configurationFrom(flags.config, this);
  const input = readInput(paths, flags, 'pod-security advise', this);
  const advice = advise(input.inventory, { newest, configuration });
  const { stdout, env } = this.process;
  const style = { width: widthOf(stdout), palette: paletteFor(flags.color, stdout, env) };
  const pieces = flags.output === 'json' ? adviseJson(advice, input, newest) : adviseText(advice, input, newest, style);
  for (const piece of pieces) stdout.write(piece);
  finish(input, false, this);
}
