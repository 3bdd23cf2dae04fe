import { kindKey, type KubeObject, type Scope, type Severity } from '@bulwark/model';
import type { CheckContext, Control, KindRef } from '@bulwark/controls';
import { speaksTo as speaksToControl, type ContextRule } from './context/context-rule.ts';
import { CONTEXT_RULES } from './context/rules.ts';
import { checkParameterIds, parametersOf, type Policy } from './policy.ts';

/** A control of a policy, ready to run. */
export interface Step {
  readonly control: Control;
  /** Whether its verdicts depend on other objects than the one it judges. */
  readonly crosses: boolean;
  /** What around an object moves the severity of what the control finds. */
  readonly rules: readonly ContextRule[];
  /** The kinds whose objects its findings depend on, beside the judged one. */
  readonly reads: readonly KindRef[];
  /** How much its findings weigh, where the policy says so. */
  readonly severity: Severity | undefined;
  readonly contextIn: (scope: Scope) => CheckContext;
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
  const steps = policy.controls.map((control) => stepOf(control, policy, applies));
  // By group and then by kind: to join both into one key for every object would cost more than the look-up.
  const lists = new Map<string, Map<string, StepLists>>();
  const stepsFor = (object: KubeObject, hasWorkload: boolean): readonly Step[] => {
    const known = lists.get(object.group)?.get(object.kind);
    if (known !== undefined) return hasWorkload ? known.withWorkload : known.alone;
    const kind = kindKey(object.group, object.kind);
    const made: StepLists = {
      alone: steps.filter((step) => speaksTo(step.control, kind, false)),
      withWorkload: steps.filter((step) => speaksTo(step.control, kind, true)),
    };
    const kinds = lists.get(object.group) ?? new Map<string, StepLists>();
    lists.set(object.group, kinds.set(object.kind, made));
    return hasWorkload ? made.withWorkload : made.alone;
  };
  return { steps, stepsFor };
}

function stepOf(control: Control, policy: Policy, applies: CheckContext['applies']): Step {
  const values = parametersOf(control, policy);
  const parameter = (name: string): never => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`${control.id} asks for a parameter that it does not declare: ${name}`);
    // The type of a parameter is the type of its default, which `parametersOf` has made sure of.
    return value as never;
  };
  let last: { readonly scope: Scope; readonly context: CheckContext } | undefined;
  const contextIn = (scope: Scope): CheckContext => {
    if (last?.scope !== scope) last = { scope, context: { scope, kinds: policy.kinds, applies, parameter } };
    return last.context;
  };
  const rules = CONTEXT_RULES.filter((rule) => speaksToControl(rule, control.id));
  const reads = [...(control.reads ?? []), ...rules.flatMap((rule) => rule.reads ?? [])];
  const { severities = {} } = policy;
  const severity = Object.hasOwn(severities, control.id) ? severities[control.id] : undefined;
  return { control, crosses: (control.reads ?? []).length > 0, rules, reads, severity, contextIn };
}

function speaksTo(control: Control, kind: string, hasWorkload: boolean): boolean {
  if (control.subject === 'workload') return hasWorkload;
  return control.subject === 'object' || control.subject.some((subject) => kindKey(subject.group, subject.kind) === kind);
}
