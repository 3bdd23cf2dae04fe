import { lately, type Path, type Workload } from '@bulwark/model';
import {
  CHECKS,
  evaluateCheck,
  judgePod,
  LATEST,
  pathInObject,
  podOf,
  problemsFor,
  type Check,
  type CheckId,
  type LevelVersion,
  type ObjectPod,
  type PodJudgement,
  type UndecidedPart,
} from '@bulwark/pod-security';
import { runsOnWindows } from '../windows.ts';

const NO_FIELDS: readonly Path[] = [];
const NOTHING_OPEN: readonly UndecidedPart[] = [];
const BY_ID: ReadonlyMap<CheckId, Check> = new Map(CHECKS.map((check) => [check.id, check]));

/** What Pod Security says of a workload's pod: read once, however many controls ask. */
export const podAnswer: (workload: Workload) => PodAnswer = lately((workload: Workload) => new PodAnswer(workload));

export class PodAnswer {
  readonly workload: Workload;
  /** As the checks see it, with the doubt whether it is all of the pod. */
  readonly read: ObjectPod;
  readonly isWindows: boolean;
  readonly #judged: Partial<Record<'baseline' | 'restricted', PodJudgement>> = {};

  constructor(workload: Workload) {
    this.workload = workload;
    this.read = podOf(workload);
    this.isWindows = runsOnWindows(workload);
  }

  /** The pod by a level and version, as if what there is were all of it. */
  judged(standard: LevelVersion): PodJudgement {
    const { level, version } = standard;
    if (level === 'privileged' || version.text !== LATEST.text) return this.#judge(standard);
    return (this.#judged[level] ??= this.#judge(standard));
  }

  /** The fields that one check blames in its newest version, from the object. */
  blamedBy(id: CheckId): readonly Path[] {
    const fields = evaluateCheck(this.read.pod, id)?.fields;
    return fields === undefined ? NO_FIELDS : fields.map((path) => pathInObject(this.workload, path));
  }

  /** The fields that keep a check from deciding, because the API server takes no such value. */
  undecidedFor(id: CheckId): readonly UndecidedPart[] {
    const check = BY_ID.get(id);
    if (check === undefined || this.read.pod.problems.length === 0) return NOTHING_OPEN;
    return problemsFor(check, this.read.pod).map(({ path, reason }) => ({
      path: pathInObject(this.workload, path),
      reason: `${reason}: the API server refuses it`,
    }));
  }

  #judge(standard: LevelVersion): PodJudgement {
    const { read } = this;
    return judgePod(read.doubt === undefined ? read : { ...read, doubt: undefined }, standard);
  }
}
