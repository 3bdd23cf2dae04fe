import { isArray, isObject, type Json } from '../json.ts';
import type { Draft } from './draft.ts';
import type { Child, DeepRule, Plan, Rule } from './plan.ts';
import { roundedAmounts } from './resource-amounts.ts';

/**
 * Fills in what an object lacks by a plan. What has the wrong type is left as it is. The order is upstream's: what the
 * holder does goes before what is in it.
 */
export function fillIn(draft: Draft, plan: Plan): void {
  for (const rule of plan.rules) if (lacks(draft.get(rule.field), rule)) draft.set(rule.field, rule.value);
  for (const rule of plan.deepRules) fillInDeep(draft, rule, 0);
  plan.code?.(draft, plan.type);
  for (const child of plan.children) fillInChild(draft, child);
}

function lacks(value: Json | undefined, { empty }: Rule): boolean {
  if (value === undefined || value === null) return true;
  return empty !== undefined && (value === empty || (isArray(empty) && isArray(value) && value.length === 0));
}

function fillInDeep(draft: Draft, rule: DeepRule, depth: number): void {
  const holder = rule.holders[depth];
  if (holder !== undefined) draft.editAlways(holder, (inner) => fillInDeep(inner, rule, depth + 1));
  else if (lacks(draft.get(rule.field), rule)) draft.set(rule.field, rule.value);
}

function fillInChild(draft: Draft, { field, holds, fill, always }: Child): void {
  if (always) return draft.editAlways(field, fill);
  const value = draft.get(field);
  if (value === undefined) return;
  if (holds === 'list') draft.editItems(field, fill);
  else if (holds === 'object') draft.edit(field, fill);
  else if (isObject(value)) {
    const next = roundedAmounts(value);
    if (next !== value) draft.set(field, next);
  }
}
