import {
  groupOf,
  partialReason,
  refOf,
  type Evidence,
  type Finding,
  type KubeObject,
  type Scope,
  type Unknown,
  type Workload,
} from '@bulwark/model';
import { withoutSecrets, type Failure, type Outcome } from '@bulwark/controls';
import { fingerprint } from './fingerprint.ts';
import { placeOf } from './place.ts';
import type { Step } from './plan.ts';

/** What one control says of one object, where it does not simply pass. */
export interface Judgement {
  readonly step: Step;
  readonly findings: readonly Finding[];
  readonly unknown: readonly Unknown[];
}

/** Applies one control to one object; undefined where it passes. */
export function judge(step: Step, object: KubeObject, workloads: readonly Workload[], scope: Scope): Judgement | undefined {
  const { control } = step;
  const partial = control.judgesPartial === true ? undefined : partialReason(object);
  if (partial !== undefined) return { step, findings: [], unknown: [unknownAt(step, object, partial)] };
  // What looks up other objects starts from what this one is called.
  if (step.crosses && object.misnamed.length > 0) {
    const unknown = object.misnamed.map(({ path, reason }) => unknownAt(step, object, { at: path, unknown: reason }));
    return { step, findings: [], unknown };
  }
  const outcomes = outcomesOf(step, object, workloads, scope);
  if (outcomes.length === 0) return undefined;
  const findings: Finding[] = [];
  const unknown: Unknown[] = [];
  for (const outcome of outcomes) {
    if ('unknown' in outcome) unknown.push(unknownAt(step, object, outcome));
    else findings.push(findingAt(step, object, outcome, scope));
  }
  return { step, findings, unknown };
}

function outcomesOf(step: Step, object: KubeObject, workloads: readonly Workload[], scope: Scope): readonly Outcome[] {
  const { control } = step;
  const context = step.contextIn(scope);
  try {
    if (control.subject !== 'workload') return listed(control.check(object, context));
    const outcomes = workloads.flatMap((workload) => [...control.check(workload, context)]);
    return workloads.length > 1 ? withoutRepeats(outcomes) : outcomes;
  } catch (cause) {
    const where = object.origin === undefined ? '' : ` in ${object.origin.file.path}`;
    throw new Error(`${control.id} failed on ${object.kind} "${object.name}"${where}: this is a bug in the control`, { cause });
  }
}

/** A check that has nothing to say gives the same empty list every time. */
function listed(outcomes: Iterable<Outcome>): readonly Outcome[] {
  return Array.isArray(outcomes) ? (outcomes as readonly Outcome[]) : [...outcomes];
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

/** What a control quotes of a manifest may hold a secret: none of it gets into a result. */
function findingAt({ control, severity }: Step, object: KubeObject, failure: Failure, scope: Scope): Finding {
  let known: string | undefined;
  return {
    control: control.id,
    title: control.title,
    severity: severity ?? failure.severity?.level ?? control.severity,
    severityReason: severity === undefined ? failure.severity?.reason : SET,
    object: refOf(object),
    path: failure.at,
    place: placeOf(object, failure.at),
    message: withoutSecrets(failure.message),
    evidence: (failure.evidence ?? []).map((evidence) => located(evidence, object, scope)),
    remediation: control.remediation,
    fix: failure.fix,
    // Made when it is asked for: people read reports without it, and Node takes its time to load what hashes.
    get fingerprint(): string {
      known ??= fingerprint(control.id, object, failure.at);
      return known;
    },
  };
}

function unknownAt({ control }: Step, object: KubeObject, outcome: Extract<Outcome, { readonly unknown: string }>): Unknown {
  return {
    control: control.id,
    object: refOf(object),
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
