import { controlsFor, type Framework } from '@bulwark/frameworks';
import { UserError, type Severity } from '@bulwark/model';
import { scanVerdict, type Bars } from '@bulwark/report';
import { adopted } from '../adoption/adopted.ts';
import { scanPaths, scanSettings } from '../adoption/scan-settings.ts';
import { controls, type ListedControl } from '../catalogue.ts';
import { paletteFor, widthOf } from '../color.ts';
import type { Color } from '../color-flag.ts';
import { configFor } from '../config/find-config.ts';
import { assessed, frameworkNamed } from '../framework.ts';
import { problemText } from '../print-error.ts';
import type { OutputFormat } from '../outputs.ts';
import { Progress } from '../progress.ts';
import { render } from '../render.ts';
import { wishOf, type RenderFlags } from '../renders/flags.ts';
import { scan, type Scan, type Step } from '../scan-paths.ts';
import { selectControls } from '../select-controls.ts';
import type { Shell } from '../shell.ts';

export interface ScanFlags extends RenderFlags {
  readonly output: OutputFormat;
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
  readonly iam?: readonly string[];
  readonly config?: string;
  readonly baseline?: string;
  readonly updateBaseline: boolean | undefined;
  readonly changedSince?: string;
  readonly sourceUrl?: string;
  readonly color: Color;
}

export async function run(this: Shell, flags: ScanFlags, ...paths: readonly string[]): Promise<void> {
  const framework = frameworkOf(flags);
  const config = await configFor(flags.config, this);
  const named = scanPaths(paths, config, this);
  const asked = selectControls(flags.control) ?? (framework && controlsFor(framework, controls));
  const settings = scanSettings(config, { controls: asked, kubeVersion: flags.kubeVersion });
  const selected = settings.controls;
  const progress = new Progress(this, { quiet: flags.quiet === true });
  const judged = await scan(named, {
    ...settings,
    ...(framework?.parameters !== undefined && { parameters: { ...settings.parameters, ...framework.parameters } }),
    complete: flags.complete === true,
    crds: flags.crds,
    iam: flags.iam,
    cwd: this.cwd,
    stdin: this.stdin,
    render: wishOf(flags),
    spawn: this.spawn,
    onProgress: (step) => progress.update(() => progressText(step)),
  });
  progress.end();
  // An excuse is no evidence: a framework hears of all that was found.
  const found = framework === undefined ? judged : assessed(judged, framework);
  const bars = barsOf(flags);
  const narrowed = { paths: paths.length > 0, controls: asked !== undefined };
  const counted = await adopted(found, { ...flags, config, paths: named, narrowed, bars, shell: this });
  const result = counted.renders.length === 0 ? counted : (await import('../renders/in-sources.ts')).inSources(counted, this);
  for (const piece of await rendered(result, { flags, bars, selected, paths: named }, this)) this.process.stdout.write(piece);
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

function barsOf({ failOn, failOnUnknown = false, strict = false, allowEmpty = false, updateBaseline }: ScanFlags): Bars {
  // Whoever writes down what is there wants no judgement of it.
  if (updateBaseline === true) return { failOn: 'never', failOnUnknown: false, strict, allowEmpty };
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
