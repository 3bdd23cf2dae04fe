import { type Coverage, type Finding, type Inventory, type KubeObject, type Scope, type Unknown } from '@bulwark/model';
import { judgementsOf, Subject } from './judge.ts';
import { isUsable, staleSteps, type Memory, type ObjectResult } from './memory.ts';
import { compareUnknown, inOrder } from './order.ts';
import { planOf, type Plan, type Step } from './plan.ts';
import type { Policy } from './policy.ts';
import { toldCoverage } from './told-coverage.ts';
import { countVerdicts, type VerdictCounts } from './verdicts.ts';

export interface ScanResult {
  /** Worst first; the same input gives the same findings in the same order. */
  readonly findings: readonly Finding[];
  readonly unknown: readonly Unknown[];
  /** By control id, in the order of the policy: how many objects it judged, and how. */
  readonly verdicts: ReadonlyMap<string, VerdictCounts>;
  readonly coverage: Coverage;
  /** What the next scan of a changed inventory reuses; of no meaning to others. */
  readonly memory: Memory;
}

/**
 * Judges every object of the inventory by every control of the policy that speaks to it. With the result of an earlier
 * scan, only what changed is judged again: new objects, and by controls that look up other objects those of a scope where
 * such an object changed. The result is the same either way.
 */
export function scan(inventory: Inventory, policy: Policy, previous?: ScanResult): ScanResult {
  const old = previous !== undefined && isUsable(previous.memory, inventory, policy) ? previous.memory : undefined;
  const plan = old?.plan ?? planOf(policy);
  const staleIn = memoized((scope: Scope) => staleSteps(plan, old?.scopes.get(scope.id), scope));
  const results = new Map<KubeObject, ObjectResult>();
  for (const object of inventory.objects) {
    const scope = inventory.scopeOf(object);
    const known = old?.results.get(object);
    const result = known === undefined ? judgeAll(plan, object, scope) : judgeAgain(known, object, scope, staleIn(scope));
    results.set(object, result);
  }
  const scopes = new Map(inventory.scopes.map((scope) => [scope.id, scope] as const));
  return collect(inventory, { policy, plan, complete: inventory.complete, results, scopes });
}

function judgeAll(plan: Plan, object: KubeObject, scope: Scope): ObjectResult {
  const subject = new Subject(object, scope);
  const steps = plan.stepsFor(object, subject.workloads.length > 0);
  return { steps, judgements: judgementsOf(steps, subject) };
}

function judgeAgain(known: ObjectResult, object: KubeObject, scope: Scope, stale: ReadonlySet<Step>): ObjectResult {
  const again = stale.size === 0 ? [] : known.steps.filter((step) => stale.has(step));
  if (again.length === 0) return known;
  const kept = known.judgements.filter((judgement) => !stale.has(judgement.step));
  return { steps: known.steps, judgements: [...kept, ...judgementsOf(again, new Subject(object, scope))] };
}

function collect(inventory: Inventory, memory: Memory): ScanResult {
  const findings: Finding[] = [];
  const unknown: Unknown[] = [];
  // An object may stand in the inventory once only, but two objects may share an identity: both are judged.
  for (const { judgements } of memory.results.values()) {
    for (const judgement of judgements) {
      for (const finding of judgement.findings) findings.push(finding);
      for (const undecided of judgement.unknown) unknown.push(undecided);
    }
  }
  return {
    findings: inOrder(findings),
    unknown: unknown.toSorted(compareUnknown),
    verdicts: countVerdicts(memory.plan.steps, memory.results.values()),
    coverage: toldCoverage(inventory.coverage),
    memory,
  };
}

function memoized<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
