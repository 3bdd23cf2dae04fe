import { kindKey, perKind, type KubeObject, type Scope, type Severity, type Workload } from '@bulwark/model';
import type { CheckContext, Control, KindRef, Outcome } from '@bulwark/controls';
import { speaksTo as speaksToControl, type ContextRule } from './context/context-rule.ts';
import { CONTEXT_RULES } from './context/rules.ts';
import { checkParameterIds, parametersOf, type Policy } from './policy.ts';

/** A control of a policy, ready to run. */
export class Step {
  readonly control: Control;
  readonly judgesWorkloads: boolean;
  /** Whether its verdicts depend on other objects than the one it judges. */
  readonly crosses: boolean;
  /** What around an object moves the severity of what the control finds. */
  readonly rules: readonly ContextRule[];
  /** The kinds whose objects its findings depend on, beside the judged one. */
  readonly reads: readonly KindRef[];
  /** How much its findings weigh, where the policy says so. */
  readonly severity: Severity | undefined;
  readonly #surroundings: Omit<CheckContext, 'scope'>;
  /** The controls of one object come one after the other, and the objects of one scope mostly do. */
  #context: CheckContext | undefined;

  constructor(control: Control, policy: Policy, applies: CheckContext['applies']) {
    const { severities = {} } = policy;
    this.control = control;
    this.judgesWorkloads = control.subject === 'workload';
    this.crosses = (control.reads ?? []).length > 0;
    this.rules = CONTEXT_RULES.filter((rule) => speaksToControl(rule, control.id));
    this.reads = [...(control.reads ?? []), ...this.rules.flatMap((rule) => rule.reads ?? [])];
    this.severity = Object.hasOwn(severities, control.id) ? severities[control.id] : undefined;
    this.#surroundings = { kinds: policy.kinds, applies, parameter: parametersIn(control, policy) };
  }

  /** What the control says of a workload, or of an object: whichever it judges. */
  check(subject: Workload | KubeObject, scope: Scope): Iterable<Outcome> {
    let context = this.#context;
    if (context?.scope !== scope) this.#context = context = { scope, ...this.#surroundings };
    const control = this.control as { check(subject: Workload | KubeObject, context: CheckContext): Iterable<Outcome> };
    return control.check(subject, context);
  }
}

/** Which controls speak to which objects: made once, so that an object costs a look-up and not a walk over all controls. */
export interface Plan {
  readonly steps: readonly Step[];
  /** The steps for an object, in the order of the policy. The same list for every object of a kind with or without workloads. */
  stepsFor(object: KubeObject, hasWorkload: boolean): readonly Step[];
}

/** The steps for the objects of a kind, without a workload in them and with one. */
interface StepLists {
  readonly alone: readonly Step[];
  readonly withWorkload: readonly Step[];
}

export function planOf(policy: Policy): Plan {
  checkParameterIds(policy);
  const applied = new Set<string>(policy.controls.map(({ id }) => id));
  const applies = (id: string): boolean => applied.has(id);
  const steps = policy.controls.map((control) => new Step(control, policy, applies));
  const listsFor = perKind((group, kind): StepLists => {
    const key = kindKey(group, kind);
    return {
      alone: steps.filter((step) => speaksTo(step.control, key, false)),
      withWorkload: steps.filter((step) => speaksTo(step.control, key, true)),
    };
  });
  const stepsFor = (object: KubeObject, hasWorkload: boolean): readonly Step[] => {
    const lists = listsFor(object);
    return hasWorkload ? lists.withWorkload : lists.alone;
  };
  return { steps, stepsFor };
}

function parametersIn(control: Control, policy: Policy): CheckContext['parameter'] {
  const values = parametersOf(control, policy);
  return (name: string): never => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`${control.id} asks for a parameter that it does not declare: ${name}`);
    // The type of a parameter is the type of its default, which `parametersOf` has made sure of.
    return value as never;
  };
}

function speaksTo(control: Control, kind: string, hasWorkload: boolean): boolean {
  if (control.subject === 'workload') return hasWorkload;
  return control.subject === 'object' || control.subject.some((subject) => kindKey(subject.group, subject.kind) === kind);
}
