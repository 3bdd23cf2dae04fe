import { isOnByDefault } from '@bulwark/controls';
import { UserError } from '@bulwark/model';
import { severityPaint } from '@bulwark/report';
import { controls, type ListedControl } from '../catalogue.ts';
import { closest } from '../closest.ts';
import { paletteFor } from '../color.ts';
import type { Color } from '../color-flag.ts';
import type { Shell } from '../shell.ts';

export interface ControlsFlags {
  readonly area?: string;
  readonly output: 'text' | 'json';
  readonly color: Color;
}

export async function run(this: Shell, flags: ControlsFlags): Promise<void> {
  const listed = flags.area === undefined ? controls : controlsOf(flags.area);
  const { stdout, env } = this.process;
  if (flags.output === 'json') {
    const view = listed.map((control) => ({
      id: control.id,
      title: control.title,
      severity: control.severity,
      concern: control.concern ?? 'security',
      onByDefault: isOnByDefault(control),
      remediation: control.remediation,
      requirements: control.requirements,
      aliases: control.aliases,
    }));
    stdout.write(`${JSON.stringify(view, undefined, 2)}\n`);
    return;
  }
  const palette = paletteFor(flags.color, stdout, env);
  const idWidth = Math.max(...listed.map(({ id }) => id.length));
  const rows = listed.map((control) => {
    const { id, severity, title } = control;
    const paint = severityPaint(palette, severity);
    const off = isOnByDefault(control) ? '' : palette.dim(' (off by default)');
    return `${palette.bold(id.padEnd(idWidth))}  ${paint(severity.padEnd('critical'.length))}  ${title}${off}\n`;
  });
  stdout.write(rows.join(''));
}

function controlsOf(area: string): readonly ListedControl[] {
  const listed = controls.filter(({ id }) => areaOf(id) === area);
  if (listed.length > 0) return listed;
  const areas = [...new Set(controls.map(({ id }) => areaOf(id)))];
  const meant = closest(area, areas);
  const known = `the areas are: ${areas.join(', ')}`;
  throw new UserError(`there is no area "${area}"`, { hint: meant === undefined ? known : `did you mean ${meant}? ${known}` });
}

function areaOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}
