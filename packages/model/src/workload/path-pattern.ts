import { isArray, isObject, valueAt, type Json } from '../json.ts';
import type { Path } from '../path.ts';

/** The paths in `value` that a pattern stands for, where each step `*` is every item of a list or every member of a map. */
export function expandPattern(value: Json, pattern: Path): readonly Path[] {
  const star = pattern.indexOf('*');
  if (star === -1) return [pattern];
  const before = pattern.slice(0, star);
  return stepsInto(valueAt(value, before)).flatMap((step) => expandPattern(value, [...before, step, ...pattern.slice(star + 1)]));
}

function stepsInto(value: Json | undefined): Path {
  if (isArray(value)) return [...value.keys()];
  return isObject(value) ? Object.keys(value).filter((key) => key !== '*') : [];
}
