import { isArray, isObject, member, type Edit, type Json, type Path } from '@bulwark/model';

/**
 * The places at which two values differ, as deep as they can be told: of a map that only one of them has, its members. None
 * means that the values are the same, in any order of keys.
 */
export function differences(before: Json | undefined, after: Json | undefined): readonly Path[] {
  const found: Path[] = [];
  collect(before, after, [], found);
  return found;
}

type Entries = readonly (readonly [string | number, Json | undefined, Json | undefined])[];

function collect(before: Json | undefined, after: Json | undefined, path: Path, found: Path[]): void {
  if (Object.is(before, after)) return;
  const inside = entriesOf(before, after);
  if (inside === undefined || (inside.length === 0 && isNothing(before) !== isNothing(after))) {
    found.push(path);
    return;
  }
  for (const [step, old, now] of inside) collect(old, now, [...path, step], found);
}

/** The members or items of both; undefined where they are not two of one form, or one of a form and nothing. */
function entriesOf(before: Json | undefined, after: Json | undefined): Entries | undefined {
  if (areOf(isArray, before, after)) {
    const [old, now] = [isArray(before) ? before : [], isArray(after) ? after : []];
    return Array.from({ length: Math.max(old.length, now.length) }, (_, at) => [at, old[at], now[at]] as const);
  }
  if (!areOf(isObject, before, after)) return undefined;
  const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...keys].map((key) => [key, member(before, key), member(after, key)] as const);
}

function areOf(isForm: (value: unknown) => boolean, before: Json | undefined, after: Json | undefined): boolean {
  if (isForm(before)) return isForm(after) || isNothing(after);
  return isNothing(before) && isForm(after);
}

function isNothing(value: Json | undefined): value is null | undefined {
  return value === undefined || value === null;
}

export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return differences(a, b).length === 0;
}

/** The place that an edit may change: what it inserts or takes out moves the other items of its list. */
function reachOf({ op, path }: Edit): Path {
  return (op === 'delete' || op === 'insert') && typeof path.at(-1) === 'number' ? path.slice(0, -1) : path;
}

/** The first place that differs and that no edit speaks of. */
export function strayDifference(before: Json | undefined, after: Json | undefined, edits: readonly Edit[]): Path | undefined {
  const reaches = edits.map(reachOf);
  return differences(before, after).find((path) => !reaches.some((reach) => startsWith(path, reach)));
}

/** Whether `path` is `start` or below it. */
export function startsWith(path: Path, start: Path): boolean {
  return start.length <= path.length && start.every((step, at) => step === path[at]);
}
