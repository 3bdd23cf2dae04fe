import { NEWEST_MINOR, type Level } from '@bulwark/pod-security';
import { paletteFor, widthOf } from '../color.ts';
import type { Color } from '../color-flag.ts';
import { check } from '../pod-security/check.ts';
import { checkJson } from '../pod-security/check-json.ts';
import { countVerdicts, enforced } from '../pod-security/check-summary.ts';
import { checkText } from '../pod-security/check-text.ts';
import { configurationFrom } from '../pod-security/configuration-file.ts';
import { finish } from '../input/finish.ts';
import { readInput, type InputFlags } from '../input/read-input.ts';
import { kubeVersion } from '../pod-security/kube-version.ts';
import type { Shell } from '../shell.ts';

export interface PodSecurityCheckFlags extends InputFlags {
  readonly level?: Level;
  readonly kubeVersion?: string;
  readonly config?: string;
  readonly output: 'text' | 'json';
  readonly failOnUnknown: boolean | undefined;
  readonly color: Color;
}

export async function run(this: Shell, flags: PodSecurityCheckFlags, ...paths: readonly string[]): Promise<void> {
  const newest = flags.kubeVersion === undefined ? NEWEST_MINOR : kubeVersion(flags.kubeVersion);
  const configuration = flags.config === undefined ? undefined : configurationFrom(flags.config, this);
  const input = readInput(paths, flags, 'pod-security check', this);
  const result = check(input.inventory, { level: flags.level, newest, configuration });
  const { stdout, env } = this.process;
  const style = { width: widthOf(stdout), palette: paletteFor(flags.color, stdout, env) };
  const pieces = flags.output === 'json' ? checkJson(result, input, newest) : checkText(result, input, newest, style);
  for (const piece of pieces) stdout.write(piece);
  const { refused, unknown } = countVerdicts(enforced(result));
  finish(input, refused > 0 || (flags.failOnUnknown === true && unknown > 0), this);
}
