import type { Severity } from '@bulwark/model';

type Paint = (text: string) => string;

/** The colours of a report; what `createColors` of picocolors gives is one. */
export interface Palette {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly green: Paint;
  readonly cyan: Paint;
}

const plain: Paint = (text) => text;

export const NO_COLOURS: Palette = { bold: plain, dim: plain, red: plain, yellow: plain, green: plain, cyan: plain };

export function severityPaint(palette: Palette, severity: Severity): Paint {
  const paints: Readonly<Record<Severity, Paint>> = {
    critical: (text) => palette.bold(palette.red(text)),
    high: palette.red,
    medium: palette.yellow,
    low: palette.cyan,
    info: palette.dim,
  };
  return paints[severity];
}
