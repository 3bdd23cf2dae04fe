import { hazardsOf } from '@bulwark/controls';
import { Inventory, type Edit, type Hazard, type KubeObject, type Workload } from '@bulwark/model';
import {
  hardenObject,
  isSafeMend,
  versionOf,
  type CheckId,
  type Hardened,
  type HardenedObject,
  type Level,
  type PodJudgement,
  type Unmended,
} from '@bulwark/pod-security';
import { advise, type Advice } from '../pod-security/advise.ts';
import { hardenFiles, type HardenedFile } from './harden-files.ts';

export interface HardenOptions {
  readonly level: Exclude<Level, 'privileged'>;
  /** The minor version whose policy counts. */
  readonly newest: number;
  readonly textOf: (path: string) => string | undefined;
}

/** One thing that is done to a workload, and what may break by it. */
export interface Step {
  readonly check: CheckId;
  readonly edits: readonly Edit[];
  /** Whether it is safe without knowing the program. */
  readonly safe: boolean;
  readonly hazards: readonly Hazard[];
}

/** `complies`: nothing is to be done. `reached`: proved of the edited object. `blocked`: something only a person can do. `open`: not all of the pod is known. */
export type Outcome = 'complies' | 'reached' | 'blocked' | 'open';

export interface HardenedWorkload {
  readonly workload: Workload;
  readonly outcome: Outcome;
  /** Safe ones first. */
  readonly steps: readonly Step[];
  readonly left: readonly Unmended[];
  /** Why it is not known whether the level allows the pod. */
  readonly unknown: readonly string[];
  readonly after: PodJudgement;
  /** Why the steps cannot be made in the file; undefined where they are. */
  readonly refused: string | undefined;
}

export interface HardenResult {
  readonly level: HardenOptions['level'];
  readonly newest: number;
  /** In the order in which they were read. */
  readonly workloads: readonly HardenedWorkload[];
  /** Files whose text changes. */
  readonly files: readonly HardenedFile[];
  /** What each namespace of the manifests can enforce once all of it is made. */
  readonly advice: readonly Advice[];
}

/** What brings the workloads of an inventory to a level, and the texts of their files with it. Nothing is written. */
export function harden(inventory: Inventory, { level, newest, textOf }: HardenOptions): HardenResult {
  const standard = { level, version: versionOf(newest) };
  const hardened = inventory.objects.map((object) => hardenObject(object, standard, newest));
  const { files, refused } = hardenFiles(hardened, textOf);
  const made = (each: HardenedObject): KubeObject => (refused.has(each.object) ? each.object : each.hardened);
  const after = Inventory.of(hardened.map(made), { complete: inventory.complete });
  return {
    level,
    newest,
    workloads: hardened.flatMap((each) => workloadsIn(each, refused.get(each.object))),
    files,
    advice: advise(after, { newest }).filter(({ pods, level: can, isExempt }) => pods > 0 && can !== 'privileged' && !isExempt),
  };
}

function workloadsIn({ workloads }: HardenedObject, refused: string | undefined): readonly HardenedWorkload[] {
  return workloads.map((each) => ({
    workload: each.workload,
    outcome: outcomeOf(each),
    steps: stepsOf(each),
    left: each.left,
    unknown: [...new Set(each.after.unknown.map(({ reason }) => reason))],
    after: each.after,
    refused: each.mends.length === 0 ? undefined : refused,
  }));
}

function outcomeOf({ before, after, left }: Hardened): Outcome {
  if (before.verdict === 'allowed') return 'complies';
  if (after.verdict === 'allowed') return 'reached';
  return left.length > 0 ? 'blocked' : 'open';
}

function stepsOf({ workload, mends }: Hardened): readonly Step[] {
  const steps = mends.map((mend): Step => ({
    check: mend.check,
    edits: mend.edits,
    safe: isSafeMend(mend, workload),
    hazards: hazardsOf(mend.check, mend.fields, workload),
  }));
  return steps.toSorted((a, b) => Number(b.safe) - Number(a.safe));
}
