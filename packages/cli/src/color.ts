import picocolors from 'picocolors';
import type { Palette } from '@bulwark/report';
import type { Color } from './color-flag.ts';
import type { Output } from './shell.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The colours for a stream. `auto` means: on a terminal that has colours, unless `NO_COLOR` is set (no-color.org). */
export function paletteFor(color: Color, output: Output, env: Env): Palette {
  return picocolors.createColors(color === 'always' || (color === 'auto' && hasColor(output, env)));
}

function hasColor(output: Output, env: Env): boolean {
  return output.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}

/** Columns to write for: those of the terminal, as long as lines stay readable. */
export function widthOf(output: Output): number {
  return output.isTTY === true ? Math.min(output.columns ?? FALLBACK_WIDTH, WIDEST) : FALLBACK_WIDTH;
}

const FALLBACK_WIDTH = 100;
const WIDEST = 140;
