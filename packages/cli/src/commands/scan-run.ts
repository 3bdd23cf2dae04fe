import { UserError, type Severity } from '@bulwark/model';
import { scanVerdict, type Bars } from '@bulwark/report';
import { defaultControls, type ListedControl } from '../catalogue.ts';
import { paletteFor, widthOf } from '../color.ts';
import type { Color } from '../color-flag.ts';
import { problemText } from '../print-error.ts';
import type { OutputFormat } from '../outputs.ts';
import { Progress } from '../progress.ts';
import { render } from '../render.ts';
import { scan, type Scan, type Step } from '../scan-paths.ts';
import { selectControls } from '../select-controls.ts';
import type { Shell } from '../shell.ts';

export interface ScanFlags {
  readonly output: OutputFormat;
  readonly failOn: Severity | 'never';
  readonly failOnUnknown: boolean | undefined;
  readonly strict: boolean | undefined;
  readonly allowEmpty: boolean | undefined;
  readonly complete: boolean | undefined;
  readonly all: boolean | undefined;
  readonly quiet: boolean | undefined;
  readonly control?: readonly string[];
  readonly kubeVersion?: string;
  readonly crds?: readonly string[];
  readonly sourceUrl?: string;
  readonly color: Color;
}

export async function run(this: Shell, flags: ScanFlags, ...paths: readonly string[]): Promise<void> {
  if (paths.length === 0) {
    throw new UserError('no path given', { hint: 'bulwark scan . scans this folder, bulwark scan - standard input' });
  }
  const selected = selectControls(flags.control) ?? defaultControls;
  const progress = new Progress(this, { quiet: flags.quiet === true });
  const result = await scan(paths, {
    controls: selected,
    complete: flags.complete === true,
    kubeVersion: flags.kubeVersion,
    crds: flags.crds,
    cwd: this.cwd,
    stdin: this.stdin,
    onProgress: (step) => progress.update(() => progressText(step)),
  });
  progress.end();
  const bars = barsOf(flags);
  for (const piece of await rendered(result, { flags, bars, selected, paths }, this)) this.process.stdout.write(piece);
  const { exit, problems } = scanVerdict(result, bars);
  for (const { message, hint } of problems) this.process.stderr.write(problemText(message, hint));
  this.process.exitCode = exit;
}

function barsOf({ failOn, failOnUnknown = false, strict = false, allowEmpty = false }: ScanFlags): Bars {
  return { failOn, failOnUnknown, strict, allowEmpty };
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

function progressText(step: Step): string {
  if (step.step === 'judging') return `Judging ${step.objects} objects`;
  return `Reading file ${step.done} of ${step.total}`;
}
