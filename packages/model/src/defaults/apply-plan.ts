import { isArray, isObject, type Json, type JsonArray, type JsonObject } from '../json.ts';
import type { Child, DeepRule, Plan, Rule } from './plan.ts';
import { roundedAmounts } from './resource-amounts.ts';

const NOBODYS: JsonObject = {};

/**
 * An object with the defaults of a plan; the object itself where it lacks none. What has the wrong type is left as it is.
 * The order is upstream's: what the holder does goes before what is in it.
 *
 * Fields are read without asking whether they are the object's own: their names come from the tables, and no field of
 * Kubernetes is called as anything that every JavaScript object has.
 */
export function applyPlan(object: JsonObject, plan: Plan): JsonObject {
  let result = object;
  let copy: Record<string, Json | undefined> | undefined;
  for (const rule of plan.rules) {
    if (!lacks(result[rule.field], rule)) continue;
    copy ??= { ...object };
    copy[rule.field] = rule.value;
    result = copy;
  }
  for (const rule of plan.deepRules) result = withDeepRule(result, rule, 0);
  if (plan.code !== undefined) result = plan.code(result, plan.type);
  // Code may give back an object that it shares with others.
  copy = undefined;
  for (const child of plan.children) {
    const value = result[child.field];
    const next = withChild(value, child);
    if (next === value) continue;
    copy ??= { ...result };
    copy[child.field] = next;
    result = copy;
  }
  return result;
}

function lacks(value: Json | undefined, { empty }: Rule): boolean {
  if (value === undefined || value === null) return true;
  return empty !== undefined && (value === empty || (isArray(empty) && isArray(value) && value.length === 0));
}

function withDeepRule(object: JsonObject, rule: DeepRule, depth: number): JsonObject {
  const holder = rule.holders[depth];
  if (holder === undefined) return lacks(object[rule.field], rule) ? { ...object, [rule.field]: rule.value } : object;
  const value = object[holder] ?? NOBODYS;
  if (!isObject(value)) return object;
  const next = withDeepRule(value, rule, depth + 1);
  return next === value ? object : { ...object, [holder]: next };
}

function withChild(value: Json | undefined, { shape, plan, always }: Child): Json | undefined {
  if (plan === undefined) return value === undefined ? value : roundedAmounts(value);
  if (value === undefined || value === null) return always ? withUnwritten(value, plan) : value;
  if (shape === 'object') return isObject(value) ? applyPlan(value, plan) : value;
  return isArray(value) ? withItems(value, plan) : value;
}

/** An object that is there though nobody wrote it: undefined or null where it stays empty. */
function withUnwritten<T extends Json | undefined>(value: T, plan: Plan): JsonObject | T {
  const made = applyPlan(NOBODYS, plan);
  return made === NOBODYS ? value : made;
}

function withItems(items: JsonArray, plan: Plan): JsonArray {
  let copy: Json[] | undefined;
  for (const [index, item] of items.entries()) {
    const next = item === null ? withUnwritten(item, plan) : isObject(item) ? applyPlan(item, plan) : item;
    if (next === item) continue;
    copy ??= [...items];
    copy[index] = next;
  }
  return copy ?? items;
}
