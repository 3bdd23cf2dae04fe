import {
  groupOf,
  partialReason,
  refOf,
  type Evidence,
  type Finding,
  type KubeObject,
  type ObjectRef,
  type Scope,
  type PartialReason,
  type Unknown,
  type Workload,
  workloadsOf,
} from '@bulwark/model';
import { NOTHING, withoutSecrets, type Failure, type Outcome } from '@bulwark/controls';
import { inContext } from './context/severity-in-context.ts';
import { fingerprint } from './fingerprint.ts';
import { placeOf } from './place.ts';
import type { Step } from './plan.ts';

/** What one control says of one object, where it does not simply pass. */
export interface Judgement {
  readonly step: Step;
  readonly findings: readonly Finding[];
  readonly unknown: readonly Unknown[];
}

/** What is judged, and where. */
export class Subject {
  readonly object: KubeObject;
  readonly workloads: readonly Workload[];
  readonly scope: Scope;
  /** Why it is only a part of an object; undefined where it is a whole one. */
  readonly partial: PartialReason | undefined;
  #ref: ObjectRef | undefined;

  constructor(object: KubeObject, scope: Scope) {
    this.object = object;
    this.scope = scope;
    this.workloads = workloadsOf(object);
    this.partial = object.partial === undefined ? undefined : partialReason(object);
  }

  /** What names it in all that is said of it: one for all, so that what is one object is seen at a glance. */
  get ref(): ObjectRef {
    if (this.#ref === undefined) named.set((this.#ref = refOf(this.object)), this.object);
    return this.#ref;
  }
}

const NO_JUDGEMENTS: readonly Judgement[] = [];

/** Applies controls to one object. Of most of them nothing is to be said, and nothing is allocated for that. */
export function judgementsOf(steps: readonly Step[], subject: Subject): readonly Judgement[] {
  let judgements: Judgement[] | undefined;
  let at = 0;
  try {
    for (; at < steps.length; at++) {
      const step = steps[at] as Step;
      const outcomes = outcomesOf(step, subject);
      if (outcomes.length > 0) (judgements ??= []).push(judgementOf(step, subject, outcomes));
    }
  } catch (cause) {
    throw bugIn(steps[at], subject.object, cause);
  }
  return judgements ?? NO_JUDGEMENTS;
}

function bugIn(step: Step | undefined, { kind, name, origin }: KubeObject, cause: unknown): Error {
  const where = origin === undefined ? '' : ` in ${origin.file.path}`;
  return new Error(`${step?.control.id} failed on ${kind} "${name}"${where}: this is a bug in the control`, { cause });
}

/** What a control says of an object; nothing where it passes. */
function outcomesOf(step: Step, subject: Subject): readonly Outcome[] {
  const { object, partial } = subject;
  if (partial !== undefined && step.control.judgesPartial !== true) return [partial];
  // What looks up other objects starts from what this one is called.
  if (step.crosses && object.misnamed.length > 0) {
    return object.misnamed.map(({ path, reason }) => ({ at: path, unknown: reason }));
  }
  return step.judgesWorkloads ? ofWorkloads(step, subject) : listed(step.check(object, subject.scope));
}

function ofWorkloads(step: Step, { workloads, scope }: Subject): readonly Outcome[] {
  const [workload] = workloads;
  if (workload === undefined) return NOTHING;
  if (workloads.length === 1) return listed(step.check(workload, scope));
  return withoutRepeats(workloads.flatMap((each) => listed(step.check(each, scope))));
}

function judgementOf(step: Step, subject: Subject, outcomes: readonly Outcome[]): Judgement {
  const findings: Finding[] = [];
  const unknown: Unknown[] = [];
  for (const outcome of outcomes) {
    if ('unknown' in outcome) unknown.push(unknownAt(step, subject, outcome));
    else findings.push(findingAt(step, subject, outcome));
  }
  return { step, findings, unknown };
}

/** Most checks have nothing to say of most objects: nothing is allocated for that. */
function listed(outcomes: Iterable<Outcome>): readonly Outcome[] {
  if (Array.isArray(outcomes)) return outcomes as readonly Outcome[];
  let list: Outcome[] | undefined;
  for (const outcome of outcomes) (list ??= []).push(outcome);
  return list ?? NOTHING;
}

/** What an object says once for several pods (a workflow for all its templates) is one mistake, however many pods have it. */
function withoutRepeats(outcomes: readonly Outcome[]): readonly Outcome[] {
  const said = new Set<string>();
  return outcomes.filter((outcome) => {
    const words = JSON.stringify([outcome.at, 'unknown' in outcome ? outcome.unknown : outcome.message]);
    return !said.has(words) && said.add(words) !== undefined;
  });
}

const SET = 'the configuration says so';
const NO_EVIDENCE: readonly Evidence[] = [];

/** What a control quotes of a manifest may hold a secret: none of it gets into a result. */
function findingAt({ control, rules, severity }: Step, { object, ref, scope }: Subject, failure: Failure): Finding {
  const own = { level: failure.severity?.level ?? control.severity, reason: failure.severity?.reason };
  // The user's word stands over ours.
  const { level, reason } = severity === undefined ? inContext(own, rules, object, scope) : { level: severity, reason: SET };
  const finding: Omit<Finding, 'fingerprint'> = {
    control: control.id,
    title: control.title,
    severity: level,
    severityReason: reason,
    object: ref,
    path: failure.at,
    place: placeOf(object, failure.at),
    message: withoutSecrets(failure.message),
    evidence: failure.evidence === undefined ? NO_EVIDENCE : failure.evidence.map((each) => located(each, object, scope)),
    remediation: control.remediation,
    fix: failure.fix,
  };
  return Object.defineProperty(finding, 'fingerprint', FINGERPRINT) as Finding;
}

/** The objects by what names them in their findings. */
const named = new WeakMap<ObjectRef, KubeObject>();
const fingerprints = new WeakMap<Finding, string>();

/**
 * Made when it is asked for: people read reports without it, and Node takes its time to load what hashes. One getter for all,
 * because findings with a getter each would be slow to read and large.
 */
const FINGERPRINT = {
  enumerable: true,
  get(this: Finding): string {
    const known = fingerprints.get(this);
    if (known !== undefined) return known;
    const object = named.get(this.object);
    if (object === undefined) throw new Error(`${this.control} found something of an object that nobody judged`);
    const made = fingerprint(this.control, object, this.path);
    fingerprints.set(this, made);
    return made;
  },
};

function unknownAt(
  { control }: Step,
  { object, ref }: Subject,
  outcome: Extract<Outcome, { readonly unknown: string }>,
): Unknown {
  return {
    control: control.id,
    object: ref,
    path: outcome.at,
    place: placeOf(object, outcome.at),
    reason: withoutSecrets(outcome.unknown),
  };
}

/** Evidence with its place and without secrets: in the object that it names, which stands in the scope, or in the judged object itself. */
function located(told: Evidence, judged: KubeObject, scope: Scope): Evidence {
  const evidence = { ...told, text: withoutSecrets(told.text) };
  if (evidence.place !== undefined || evidence.path === undefined) return evidence;
  const { object } = evidence;
  const holder =
    object === undefined ? judged : scope.get(groupOf(object.apiVersion), object.kind, object.namespace, object.name);
  return holder === undefined ? evidence : { ...evidence, place: placeOf(holder, evidence.path) };
}
