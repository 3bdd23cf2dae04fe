import { hazardsOf } from '@bulwark/controls';
import { changeObjects, type Change, type ChangedText } from '@bulwark/fix';
import {
  applyEdits,
  Inventory,
  isKubeValue,
  kubeObject,
  type Edit,
  type Hazard,
  type KubeObject,
  type Workload,
} from '@bulwark/model';
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
import { editText } from '@bulwark/source';
import { advise, type Advice } from '../pod-security/advise.ts';

export interface HardenOptions {
  readonly level: Exclude<Level, 'privileged'>;
  /** The minor version whose policy counts. */
  readonly newest: number;
  readonly textOf: (path: string) => string | undefined;
  /** Why a file cannot be changed; undefined where it can. */
  readonly whyNot: (path: string) => string | undefined;
}

/** One thing that is done to a workload, and what may break by it. */
export interface Step {
  readonly check: CheckId;
  readonly edits: readonly Edit[];
  /** Whether it is safe without knowing the program. */
  readonly safe: boolean;
  readonly hazards: readonly Hazard[];
}

/**
 * `complies`: nothing is to be done. `reached`: proved of the edited object, and its file is edited. `refused`: proved too, but the
 * file stays as it is. `blocked`: something only a person can do. `open`: not all of the pod is known.
 */
export type Outcome = 'complies' | 'reached' | 'refused' | 'blocked' | 'open';

export interface HardenedWorkload {
  readonly workload: Workload;
  readonly outcome: Outcome;
  /** What is to be done, safe ones first; made where the outcome is `reached`. */
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
  /** Objects as they are then. */
  readonly after: readonly KubeObject[];
  /** Files whose text changes. */
  readonly files: readonly ChangedText[];
  /** What each namespace of the manifests can enforce once all of it is made. */
  readonly advice: readonly Advice[];
}

/** What brings the workloads of an inventory to a level, and the texts of their files with it. Nothing is written. */
export function harden(inventory: Inventory, { level, newest, textOf, whyNot }: HardenOptions): HardenResult {
  const standard = { level, version: versionOf(newest) };
  const hardened = inventory.objects.map((object) => hardenObject(object, standard, newest));
  const changes = hardened.flatMap((each) => changeOf(each) ?? []);
  const { files, refused } = changeObjects(changes, { textOf, edit: editText, whyNot });
  const made = new Map(changes.map((change) => [change.object, changed(change)] as const));
  const after = Inventory.of(
    inventory.objects.map((object) => (refused.has(object) ? object : (made.get(object) ?? object))),
    { complete: inventory.complete },
  );
  return {
    level,
    newest,
    workloads: hardened.flatMap((each) => workloadsIn(each, refused.get(each.object))),
    after: after.objects,
    files,
    advice: advise(after, { newest }).filter(({ pods, level: can, isExempt }) => pods > 0 && can !== 'privileged' && !isExempt),
  };
}

/**
 * Only what is brought to the level is changed: where that cannot be, the program would run a risk for nothing. The pods of one
 * object share no field.
 */
function changeOf({ object, workloads }: HardenedObject): Change | undefined {
  const edits = workloads.flatMap((each) => (outcomeOf(each) === 'reached' ? each.mends.flatMap((mend) => mend.edits) : []));
  return edits.length === 0 ? undefined : { object, edits };
}

function changed({ object, edits }: Change): KubeObject {
  const value = applyEdits(object.value, edits);
  return isKubeValue(value) ? kubeObject(value, object) : object;
}

function workloadsIn({ workloads }: HardenedObject, refused: string | undefined): readonly HardenedWorkload[] {
  return workloads.map((each) => ({
    workload: each.workload,
    outcome: outcomeOf(each) === 'reached' && refused !== undefined ? 'refused' : outcomeOf(each),
    steps: stepsOf(each),
    left: each.left,
    unknown: [...new Set(each.after.unknown.map(({ reason }) => reason))],
    after: each.after,
    refused: outcomeOf(each) === 'reached' ? refused : undefined,
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
