import { scanVerdict, type Bars } from '@bulwark/report';
import { judging, progressText, type JudgingFlags } from '../adoption/judging.ts';
import type { ListedControl } from '../catalogue.ts';
import { paletteFor, widthOf } from '../color.ts';
import type { Color } from '../color-flag.ts';
import { assessed } from '../framework.ts';
import type { OutputFormat } from '../outputs.ts';
import { problemText } from '../print-error.ts';
import { Progress } from '../progress.ts';
import { render } from '../render.ts';
import { idleFlags } from '../renders/idle-flags.ts';
import type { Scan } from '../scan-paths.ts';
import { keepRoomForYoungObjects } from '../young-objects.ts';
import type { Shell } from '../shell.ts';

export interface ScanFlags extends JudgingFlags {
  readonly output: OutputFormat;
  readonly all: boolean | undefined;
  readonly quiet: boolean | undefined;
  readonly updateBaseline: boolean | undefined;
  readonly sourceUrl?: string;
  readonly color: Color;
}

export async function run(this: Shell, flags: ScanFlags, ...paths: readonly string[]): Promise<void> {
  const asked = await judging('scan', flags, paths, this);
  const { framework, bars } = asked;
  const progress = new Progress(this, { quiet: flags.quiet === true });
  const judged = await asked.judge({
    onProgress: (step) => {
      if (step.step === 'judging') keepRoomForYoungObjects(step.objects);
      progress.update(() => progressText(step));
    },
  });
  progress.end();
  // An excuse is no evidence: a framework hears of all that was found.
  const found = framework === undefined ? judged : assessed(judged, framework);
  const counted = await asked.adopt(found);
  const result = counted.renders.length === 0 ? counted : (await import('../renders/in-sources.ts')).inSources(counted, this);
  const rendering = { flags, bars, selected: asked.controls, paths: asked.paths };
  for (const piece of await rendered(result, rendering, this)) this.process.stdout.write(piece);
  const idle = idleFlags(flags, result);
  if (idle.length > 0) this.process.stderr.write(idleText(idle, flags.render));
  const { exit, problems } = scanVerdict(result, bars);
  for (const { message, hint } of problems) this.process.stderr.write(problemText(message, hint));
  this.process.exitCode = exit;
}

function idleText(idle: readonly string[], isBelow: boolean | undefined): string {
  const hint =
    isBelow === true ? 'there is none below the paths' : 'name the chart, or --render, which finds those below a folder';
  return `warning: no chart was rendered: ${idle.join(', ')} changed nothing\nhint: ${hint}\n`;
}

interface Rendering {
  readonly flags: ScanFlags;
  readonly bars: Bars;
  readonly selected: readonly ListedControl[];
  readonly paths: readonly string[];
}

function rendered(result: Scan, { flags, bars, selected, paths }: Rendering, { process }: Shell): Promise<Iterable<string>> {
  switch (flags.output) {
    case 'json':
      return render(result, { format: 'json' });
    case 'sarif':
      return render(result, { format: 'sarif', controls: selected });
    case 'text': {
      const width = widthOf(process.stdout);
      const palette = paletteFor(flags.color, process.stdout, process.env);
      return render(result, { ...bars, format: 'text', all: flags.all === true, quiet: flags.quiet === true, width, palette });
    }
    default:
      return render(result, { ...bars, format: flags.output, controls: selected, sourceUrl: flags.sourceUrl, paths });
  }
}
