import type { KindRef } from '@bulwark/controls';
import { kindKey, type Bucket, type Inventory, type KubeObject, type Scope } from '@bulwark/model';
import type { Judgement } from './judge.ts';
import type { Plan, Step } from './plan.ts';
import type { Policy } from './policy.ts';

/** What was said of one object. Controls that passed are in `steps` and not in `judgements`. */
export interface ObjectResult {
  readonly steps: readonly Step[];
  readonly judgements: readonly Judgement[];
}

/** What the next scan can reuse. */
export interface Memory {
  readonly policy: Policy;
  readonly plan: Plan;
  readonly complete: boolean;
  readonly results: ReadonlyMap<KubeObject, ObjectResult>;
  /** By id. A scope never changes: those of the next inventory are compared with these. */
  readonly scopes: ReadonlyMap<string, Scope>;
}

/** Whether what `memory` holds was found under the same policy. */
export function isUsable(memory: Memory, inventory: Inventory, policy: Policy): boolean {
  const before = memory.policy;
  return (
    memory.complete === inventory.complete &&
    before.parameters === policy.parameters &&
    before.kinds === policy.kinds &&
    before.severities === policy.severities &&
    before.controls.length === policy.controls.length &&
    before.controls.every((control, index) => control === policy.controls[index])
  );
}

/** The controls whose old verdicts in a scope no longer hold, because an object of a kind that they look up has changed. */
export function staleSteps(plan: Plan, before: Scope | undefined, now: Scope): ReadonlySet<Step> {
  // Many controls read the same few kinds, and a folder may have many clusters below it.
  const known = new Map<string, boolean>();
  const hasChanged = ({ group, kind }: KindRef): boolean => {
    const key = kindKey(group, kind);
    const answer = known.get(key) ?? (before === undefined || !areSame(before.buckets(group, kind), now.buckets(group, kind)));
    known.set(key, answer);
    return answer;
  };
  return new Set(plan.steps.filter((step) => step.reads.some(hasChanged)));
}

function areSame(a: readonly Bucket[], b: readonly Bucket[]): boolean {
  return a.length === b.length && a.every((bucket, index) => bucket === b[index]);
}
