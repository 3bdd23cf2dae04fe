import { controlsFor, type Framework } from '@bulwark/frameworks';
import { UserError, type Severity } from '@bulwark/model';
import type { Bars } from '@bulwark/report';
import type { FileSystem } from '@bulwark/source';
import { controls, type ListedControl } from '../catalogue.ts';
import { configFor } from '../config/find-config.ts';
import { frameworkNamed } from '../framework.ts';
import { wishOf, type RenderFlags } from '../renders/flags.ts';
import { scan, type Scan, type ScanOptions, type Step } from '../scan-paths.ts';
import { selectControls } from '../select-controls.ts';
import type { Shell } from '../shell.ts';
import { adopted } from './adopted.ts';
import { scanPaths, scanSettings } from './scan-settings.ts';

/** The flags that say what is judged, by what, and what of it counts: the same for every command that judges. */
export interface JudgingFlags extends RenderFlags {
  readonly failOn: Severity | 'never';
  readonly failOnUnknown: boolean | undefined;
  readonly strict: boolean | undefined;
  readonly allowEmpty: boolean | undefined;
  readonly complete: boolean | undefined;
  readonly control?: readonly string[];
  readonly framework?: string;
  readonly kubeVersion?: string;
  readonly crds?: readonly string[];
  readonly iam?: readonly string[];
  readonly config?: string;
  readonly baseline?: string;
  readonly updateBaseline?: boolean | undefined;
  readonly changedSince?: string;
}

/** Where the files are read from: those of the machine where nothing is said. */
interface Reading {
  readonly fs?: FileSystem;
  readonly stdin?: () => string | Uint8Array;
  /** What stands for the working directory, and where a path below it is in truth. */
  readonly moved?: { readonly cwd: string; readonly outside: (path: string) => string };
  readonly onProgress?: (step: Step) => void;
}

/** What a command line asks to be judged. */
export interface Judging {
  /** What is judged, as it is named. */
  readonly paths: readonly string[];
  readonly framework: Framework | undefined;
  readonly controls: readonly ListedControl[];
  readonly bars: Bars;
  judge(reading?: Reading): Promise<Scan>;
  /** What of a scan counts. */
  adopt(judged: Scan): Promise<Scan>;
}

export async function judging(command: string, flags: JudgingFlags, paths: readonly string[], shell: Shell): Promise<Judging> {
  const framework = frameworkOf(flags);
  const config = await configFor(flags.config, shell);
  const named = scanPaths(paths, config, shell, command);
  const asked = selectControls(flags.control) ?? (framework && controlsFor(framework, controls));
  const settings = scanSettings(config, { controls: asked, kubeVersion: flags.kubeVersion });
  const bars = barsOf(flags);
  const narrowed = { paths: paths.length > 0, controls: asked !== undefined };
  return {
    paths: named,
    framework,
    controls: settings.controls,
    bars,
    judge: ({ moved, ...reading } = {}) =>
      scan(named, {
        ...settings,
        ...(framework?.parameters !== undefined && { parameters: { ...settings.parameters, ...framework.parameters } }),
        complete: flags.complete === true,
        crds: flags.crds,
        iam: flags.iam,
        cwd: shell.cwd,
        stdin: shell.stdin,
        render: wishOf(flags),
        spawn: shell.spawn,
        ...reading,
        ...(moved !== undefined && { cwd: moved.cwd, excludes: excludesOf(settings.excludes, moved.outside) }),
      }),
    adopt: (judged) =>
      adopted(judged, { ...flags, updateBaseline: flags.updateBaseline, config, paths: named, narrowed, bars, shell }),
  };
}

type Excludes = ScanOptions['excludes'];

function excludesOf(excludes: Excludes, outside: (path: string) => string): Excludes {
  return excludes === undefined ? undefined : (location) => excludes(outside(location));
}

function frameworkOf({ framework, control }: JudgingFlags): Framework | undefined {
  if (framework === undefined) return undefined;
  if (control !== undefined && control.length > 0) {
    throw new UserError('--framework says which controls are applied, and so does --control', { hint: 'give one of them' });
  }
  return frameworkNamed(framework);
}

function barsOf({ failOn, failOnUnknown = false, strict = false, allowEmpty = false, updateBaseline }: JudgingFlags): Bars {
  // Whoever writes down what is there wants no judgement of it.
  if (updateBaseline === true) return { failOn: 'never', failOnUnknown: false, strict, allowEmpty };
  return { failOn, failOnUnknown, strict, allowEmpty };
}

export function progressText(step: Step): string {
  if (step.step === 'judging') return `Judging ${step.objects} objects`;
  return `Reading file ${step.done} of ${step.total}`;
}
