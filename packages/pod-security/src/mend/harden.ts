import { applyEdits, isKubeValue, kubeObject, valueAt, type KubeObject, type Workload } from '@bulwark/model';
import type { LevelVersion } from '../level-version.ts';
import { judgePod, type PodJudgement } from '../inventory/judge-pod.ts';
import { podsOf, type ObjectPod } from '../inventory/object-pods.ts';
import { isMended, mendsOf, type Mended, type Unmended } from './mend.ts';

/** A workload, and what brings its pod to a level. */
export interface Hardened {
  /** As it was. */
  readonly workload: Workload;
  readonly before: PodJudgement;
  /** None of them can be left out. In the order in which they are made; nothing of it moves what another speaks of. */
  readonly mends: readonly Mended[];
  /** What no edit can mend. */
  readonly left: readonly Unmended[];
  /** What the level says of the pod with all edits made. */
  readonly after: PodJudgement;
}

export interface HardenedObject {
  readonly object: KubeObject;
  /** With the edits of all its workloads made; the object itself where there are none. */
  readonly hardened: KubeObject;
  readonly workloads: readonly Hardened[];
  /** Why an object of a kind that is there for its pods has none that could be read. */
  readonly missing: string | undefined;
}

const ROUNDS = 8;

/**
 * The fewest edits that make a level allow the pods of an object: what it forbids goes, what it demands is set, and the pods
 * are judged again until nothing is left that an edit can do. What complies already is not touched; nor is a pod of which not
 * all is known, since nothing of it could be proved.
 */
export function hardenObject(object: KubeObject, standard: LevelVersion, newest?: number): HardenedObject {
  const { pods, missing } = podsOf(object);
  const judge = (pod: ObjectPod): PodJudgement => judgePod(pod, standard, newest);
  const before = pods.map(judge);
  const mends = mendsUntilDone(object, judge);
  const needed = withoutNeedless(object, mends, judge);
  const hardened = needed.flat().reduce(edited, object);
  const after = hardened === object ? pods : podsOf(hardened).pods;
  return {
    object,
    hardened,
    missing,
    workloads: pods.map(({ workload }, at) => {
      const pod = after[at];
      const judged = pod === undefined ? undefined : judge(pod);
      return {
        workload,
        before: before[at] ?? UNKNOWN,
        mends: needed[at] ?? [],
        left: pod === undefined || judged === undefined ? [] : leftOf(pod, judged),
        after: judged ?? UNKNOWN,
      };
    }),
  };
}

/** The mends of each pod, round by round: what one has made visible the next one takes. */
function mendsUntilDone(object: KubeObject, judge: (pod: ObjectPod) => PodJudgement): readonly (readonly Mended[])[] {
  const mends = podsOf(object).pods.map((): Mended[] => []);
  let now = object;
  for (let round = 0; round < ROUNDS; round++) {
    const before = now;
    const found = podsOf(now).pods.flatMap((pod, at) =>
      isOpen(pod) ? [] : mendsFor(pod, judge(pod)).map((mend) => ({ mend, at })),
    );
    for (const { mend, at } of found) {
      const next = edited(now, mend);
      if (next !== now) mends[at]?.push(mend);
      now = next;
    }
    if (now === before) break;
  }
  return mends;
}

const UNKNOWN: PodJudgement = { verdict: 'unknown', violations: [], unknown: [] };

function isOpen({ doubt }: ObjectPod): boolean {
  return doubt?.isOpen === true;
}

function mendsFor({ workload }: ObjectPod, { violations }: PodJudgement): readonly Mended[] {
  return violations.flatMap((violation) => mendsOf(violation, workload)).filter(isMended);
}

function leftOf({ workload }: ObjectPod, { violations }: PodJudgement): readonly Unmended[] {
  return violations.flatMap((violation) => mendsOf(violation, workload)).filter((mend): mend is Unmended => !isMended(mend));
}

/** The object itself where the edits change nothing. */
function edited(object: KubeObject, { edits }: Mended): KubeObject {
  const value = applyEdits(object.value, edits);
  return value === object.value || !isKubeValue(value) ? object : kubeObject(value, object);
}

/** Above it, to leave out one after the other costs more than one edit too many. */
const MOST_TRIED = 64;

/** Without the mends that others have made needless: a host port that only the node's network made one. */
function withoutNeedless(
  object: KubeObject,
  mends: readonly (readonly Mended[])[],
  judge: (pod: ObjectPod) => PodJudgement,
): readonly (readonly Mended[])[] {
  const all = mends.flat();
  if (all.length > MOST_TRIED) return mends;
  const violationsWith = (some: readonly Mended[]): string =>
    JSON.stringify(
      podsOf(some.reduce(edited, object)).pods.map((pod) => judge(pod).violations.map(({ check, detail }) => [check.id, detail])),
    );
  const goal = violationsWith(all);
  let needed = all;
  for (const mend of all.toReversed()) {
    const fewer = needed.filter((each) => each !== mend);
    if (violationsWith(fewer) === goal) needed = fewer;
  }
  return mends.map((own) => own.filter((mend) => needed.includes(mend)));
}

/**
 * Whether a mend is safe without knowing the program: where nothing was said, no rights are gained in the running container, and
 * the runtime's own filter applies.
 */
export function isSafeMend({ check, fields }: Mended, { object }: Workload): boolean {
  const isSilent = fields.every((path) => (valueAt(object.value, path) ?? null) === null);
  return isSilent && (check === 'allowPrivilegeEscalation' || check === 'seccompProfile_restricted');
}
