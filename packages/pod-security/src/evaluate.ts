import type { Path } from '@bulwark/model';
import type { Check, CheckId, Forbidden } from './checks/check.ts';
import { checksAt, type ActiveCheck } from './checks/registry.ts';
import type { LevelVersion } from './level-version.ts';
import type { FieldProblem, Pod } from './pod/pod.ts';
import { effectiveMinor, NEWEST_MINOR } from './version.ts';

export interface Violation extends Forbidden {
  readonly check: Check;
}

/** What a level says of a pod. */
export interface Evaluation {
  /**
   * `forbidden` where a check forbids it for certain; else `unknown` where a check could not decide, because a field that it
   * reads holds what no server takes; else `allowed`.
   */
  readonly verdict: 'allowed' | 'forbidden' | 'unknown';
  /** In the order of upstream's messages. */
  readonly violations: readonly Violation[];
  readonly unknown: readonly FieldProblem[];
}

const ALLOWED: Evaluation = { verdict: 'allowed', violations: [], unknown: [] };

/**
 * Judges a pod as the API server does (k8s.io/pod-security-admission, policy/registry.go). A version that is newer than
 * `newest`, by default the newest that is known here, has the rules of that one.
 */
export function evaluatePod(pod: Pod, { level, version }: LevelVersion, newest?: number): Evaluation {
  const checks = checksAt(level, effectiveMinor(version, newest));
  if (pod.problems.length > 0) return evaluateInPart(pod, checks);
  let violations: Violation[] | undefined;
  for (const { check, rules } of checks) {
    const forbidden = rules.forbids(pod);
    if (forbidden !== undefined) (violations ??= []).push({ check, ...forbidden });
  }
  return violations === undefined ? ALLOWED : { verdict: 'forbidden', violations, unknown: ALLOWED.unknown };
}

/**
 * What one check forbids of a pod in its newest version: that of `evaluatePod` by the level that the check belongs to, for those
 * who ask for it alone. Undefined also where the check cannot decide.
 */
export function evaluateCheck(pod: Pod, id: CheckId): Forbidden | undefined {
  const active = newestChecks().get(id);
  if (active === undefined || problemsFor(active.check, pod).length > 0) return undefined;
  return active.rules.forbids(pod);
}

let newest: ReadonlyMap<CheckId, ActiveCheck> | undefined;

function newestChecks(): ReadonlyMap<CheckId, ActiveCheck> {
  const levels = ['restricted', 'baseline'] as const;
  return (newest ??= new Map(
    levels.flatMap((level) =>
      checksAt(level, NEWEST_MINOR)
        .filter(({ check }) => check.level === level)
        .map((active) => [active.check.id, active] as const),
    ),
  ));
}

/** Where some fields could not be read: checks that read none of them decide as ever, the others cannot. */
function evaluateInPart(pod: Pod, checks: readonly ActiveCheck[]): Evaluation {
  const violations: Violation[] = [];
  const unknown = new Set<FieldProblem>();
  for (const { check, rules } of checks) {
    const problems = problemsFor(check, pod);
    for (const problem of problems) unknown.add(problem);
    const forbidden = problems.length > 0 ? undefined : rules.forbids(pod);
    if (forbidden !== undefined) violations.push({ check, ...forbidden });
  }
  if (violations.length === 0 && unknown.size === 0) return ALLOWED;
  return { verdict: violations.length > 0 ? 'forbidden' : 'unknown', violations, unknown: [...unknown] };
}

/** What keeps a check from deciding: the fields among those it reads that hold what no server takes. */
export function problemsFor(check: Check, pod: Pod): readonly FieldProblem[] {
  return pod.problems.length === 0 ? pod.problems : pod.problems.filter(({ path }) => reads(check, path));
}

/** Whether a check reads the field, something in it, or something that it is in. */
function reads(check: Check, path: Path): boolean {
  const steps = path.filter((step) => typeof step === 'string').map(withoutList);
  return check.reads.some((field) => field.split('.').every((step, index) => index >= steps.length || steps[index] === step));
}

function withoutList(step: string): string {
  return step === 'initContainers' || step === 'ephemeralContainers' ? 'containers' : step;
}

/** Upstream's reasons alone, as in the warnings about a namespace's pods: `hostPort, privileged`. */
export function reasonText({ violations }: Evaluation): string {
  return violations.map(({ reason }) => reason).join(', ');
}

/** Upstream's reasons with their details, as in errors and warnings: `hostPort (container "web" uses hostPort 80), …`. */
export function detailText({ violations }: Evaluation): string {
  return violations.map(({ reason, detail }) => (detail === '' ? reason : `${reason} (${detail})`)).join(', ');
}
