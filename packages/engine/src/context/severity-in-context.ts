import { SEVERITIES, type KubeObject, type Scope, type Severity } from '@bulwark/model';
import type { ContextRule } from './context-rule.ts';

export interface JudgedSeverity {
  readonly level: Severity;
  /** Why it is not the control's own; undefined where it is. */
  readonly reason: string | undefined;
}

/** Moves a severity by one step for each rule that holds of an object. What is only information stays it. */
export function inContext(own: JudgedSeverity, rules: readonly ContextRule[], object: KubeObject, scope: Scope): JudgedSeverity {
  if (rules.length === 0 || own.level === 'info') return own;
  let level: Severity = own.level;
  let reason = own.reason;
  for (const rule of rules) {
    const holds = rule.holds(object, scope);
    const moved: Severity = holds === undefined ? level : nextTo(level, rule.step);
    if (holds === undefined || moved === level) continue;
    reason = reason === undefined ? holds : `${reason}; ${holds}`;
    level = moved;
  }
  return { level, reason };
}

function nextTo(level: Severity, step: ContextRule['step']): Severity {
  const index = SEVERITIES.indexOf(level) + (step === 'worse' ? -1 : 1);
  return SEVERITIES[index] ?? level;
}
