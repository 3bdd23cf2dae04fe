import { paletteFor, widthOf } from '../color.ts';
import type { Color } from '../color-flag.ts';
import { configurationFrom } from '../pod-security/configuration-file.ts';
import { diff } from '../pod-security/diff.ts';
import { diffJson } from '../pod-security/diff-json.ts';
import { diffText } from '../pod-security/diff-text.ts';
import { finish } from '../input/finish.ts';
import { readInput, type InputFlags } from '../input/read-input.ts';
import { side } from '../pod-security/side.ts';
import type { Shell } from '../shell.ts';

export interface PodSecurityDiffFlags extends InputFlags {
  readonly from: string;
  readonly to: string;
  readonly config?: string;
  readonly output: 'text' | 'json';
  readonly color: Color;
}

export async function run(this: Shell, flags: PodSecurityDiffFlags, ...paths: readonly string[]): Promise<void> {
  const configuration = flags.config === undefined ? undefined : configurationFrom(flags.config, this);
  const options = { from: side(flags.from), to: side(flags.to), configuration };
  const input = readInput(paths, flags, 'pod-security diff', this);
  const result = diff(input.inventory, options);
  const { stdout, env } = this.process;
  const style = { width: widthOf(stdout), palette: paletteFor(flags.color, stdout, env) };
  const pieces = flags.output === 'json' ? diffJson(result, input, options) : diffText(result, input, options, style);
  for (const piece of pieces) stdout.write(piece);
  finish(
    input,
    result.differences.some(({ change }) => change === 'refused'),
    this,
  );
}
