import type { Color } from '../color-flag.ts';
import { paletteFor, widthOf } from '../color.ts';
import type { TextStyle } from '../input/text-style.ts';
import type { Shell } from '../shell.ts';

export function styleFor(color: Color, { process: { stdout, env } }: Shell): TextStyle {
  return { width: widthOf(stdout), palette: paletteFor(color, stdout, env) };
}
