import { controlsFor, type Framework } from '@bulwark/frameworks';
import { UserError, type Severity } from '@bulwark/model';
import { scanVerdict, type Bars } from '@bulwark/report';
import { controls, defaultControls, type ListedControl } from '../catalogue.ts';
import { paletteFor, widthOf } from '../color.ts';
import type { Color } from '../color-flag.ts';
import { assessed, frameworkNamed } from '../framework.ts';
import { problemText } from '../print-error.ts';
import { Progress } from '../progress.ts';
import { render } from '../render.ts';
import { scan, type Scan, type Step } from '../scan-paths.ts';
import { selectControls } from '../select-controls.ts';
import type { Shell } from '../shell.ts';

export interface ScanFlags {
  readonly output: 'text' | 'json' | 'sarif';
  readonly failOn: Severity | 'never';
  readonly failOnUnknown: boolean | undefined;
  readonly strict: boolean | undefined;
  readonly allowEmpty: boolean | undefined;
  readonly complete: boolean | undefined;
  readonly all: boolean | undefined;
  readonly quiet: boolean | undefined;
  readonly control?: readonly string[];
  readonly framework?: string;
  readonly kubeVersion?: string;
  readonly crds?: readonly string[];
  readonly color: Color;
}

export async function run(this: Shell, flags: ScanFlags, ...paths: readonly string[]): Promise<void> {
  if (paths.length === 0) {
    throw new UserError('no path given', { hint: 'bulwark scan . scans this folder, bulwark scan - standard input' });
  }
  const framework = frameworkOf(flags);
  const selected = selectControls(flags.control) ?? (framework && controlsFor(framework, controls)) ?? defaultControls;
  const progress = new Progress(this, { quiet: flags.quiet === true });
  const judged = await scan(paths, {
    controls: selected,
    ...(framework?.parameters !== undefined && { parameters: framework.parameters }),
    complete: flags.complete === true,
    kubeVersion: flags.kubeVersion,
    crds: flags.crds,
    cwd: this.cwd,
    stdin: this.stdin,
    onProgress: (step) => progress.update(() => progressText(step)),
  });
  progress.end();
  const result = framework === undefined ? judged : assessed(judged, framework);
  const bars = barsOf(flags);
  for (const piece of await rendered(result, { flags, bars, selected }, this)) this.process.stdout.write(piece);
  const { exit, problems } = scanVerdict(result, bars);
  for (const { message, hint } of problems) this.process.stderr.write(problemText(message, hint));
  this.process.exitCode = exit;
}

function frameworkOf({ framework, control }: ScanFlags): Framework | undefined {
  if (framework === undefined) return undefined;
  if (control !== undefined && control.length > 0) {
    throw new UserError('--framework says which controls are applied, and so does --control', { hint: 'give one of them' });
  }
  return frameworkNamed(framework);
}

function barsOf({ failOn, failOnUnknown = false, strict = false, allowEmpty = false }: ScanFlags): Bars {
  return { failOn, failOnUnknown, strict, allowEmpty };
}

interface Rendering {
  readonly flags: ScanFlags;
  readonly bars: Bars;
  readonly selected: readonly ListedControl[];
}

function rendered(result: Scan, { flags, bars, selected }: Rendering, { process }: Shell): Promise<Iterable<string>> {
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
  }
}

function progressText(step: Step): string {
  if (step.step === 'judging') return `Judging ${step.objects} objects`;
  return `Reading file ${step.done} of ${step.total}`;
}
