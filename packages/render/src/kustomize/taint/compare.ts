import { isArray, isObject, stringAt, type Json, type Path } from '@bulwark/model';

import type { Candidate } from './candidate.ts';
import type { Marks } from './marks.ts';

/** A value of the outcome in which marks have arrived, or a map that has them for keys. */
export interface Landing {
  readonly path: Path;
  readonly candidates: readonly Candidate[];
  /** Whether the value, without its marks, is what it was: nothing else has a share in it. */
  readonly isWhole: boolean;
}

/**
 * The landings in one object, from the object as it is and as the marked build has it. Undefined where anything else has
 * changed: then marking has changed what the build does, and the marks prove nothing.
 */
export function landingsIn(plain: Json, marked: Json, marks: Marks, renamed: ReadonlyMap<string, string>): Landing[] | undefined {
  const landings: Landing[] = [];
  const isSecret = stringAt(plain, 'kind') === 'Secret';

  function leaf(before: Json, after: Json, path: Path): boolean {
    // A generator encodes what it is given; what is written as it is in a Secret is encoded already.
    const isEncoded = isSecret && path[0] === 'data' && marks.in(after).length === 0;
    const [old, now] = isEncoded ? [decoded(before), decoded(after)] : [before, after];
    const candidates = marks.in(now);
    if (candidates.length > 0) {
      landings.push({ path, candidates, isWhole: marks.without(now) === old });
      return true;
    }
    return before === after || (typeof after === 'string' && renamed.get(after) === before);
  }

  function same(before: Json, after: Json, path: Path): boolean {
    if (isArray(before)) {
      return (
        isArray(after) &&
        before.length === after.length &&
        before.every((item, index) => same(item, after[index] ?? null, [...path, index]))
      );
    }
    if (!isObject(before)) return !isObject(after) && !isArray(after) && leaf(before, after, path);
    if (!isObject(after)) return false;
    const keys = Object.keys(before);
    const added = Object.keys(after).filter((key) => !Object.hasOwn(before, key));
    const candidates = added.flatMap((key) => marks.in(key));
    if (candidates.length > 0) landings.push({ path, candidates, isWhole: candidates.length === 1 });
    return (
      added.every((key) => isNothingButMarks(key, after[key], marks)) &&
      keys.every((key) => Object.hasOwn(after, key) && same(before[key] ?? null, after[key] ?? null, [...path, key]))
    );
  }

  return same(plain, marked, []) ? landings : undefined;
}

/** A mark, or a map that kustomize would leave out, had it none. */
function isNothingButMarks(key: string, value: Json | undefined, marks: Marks): boolean {
  if (marks.in(key).length > 0) return true;
  return isObject(value) && Object.keys(value).every((each) => isNothingButMarks(each, value[each], marks));
}

/** The documents of a marked build in the order of the plain one: names decide it, and marks change names. */
export function paired(plain: readonly Json[], marked: readonly Json[], marks: Marks): readonly Json[] | undefined {
  if (plain.length !== marked.length) return undefined;
  const left = new Map<string, Json[]>();
  for (const value of marked) {
    const identity = identityOf(value, marks);
    left.set(identity, [...(left.get(identity) ?? []), value]);
  }
  const found = plain.map((value) => left.get(identityOf(value, marks))?.shift());
  return found.every((value) => value !== undefined) ? found : undefined;
}

function identityOf(value: Json, marks: Marks): string {
  const [apiVersion, kind, name = '', namespace = ''] = [
    ['apiVersion'],
    ['kind'],
    ['metadata', 'name'],
    ['metadata', 'namespace'],
  ].map((path) => stringAt(value, ...path));
  return JSON.stringify([apiVersion, kind, text(marks.without(name)).replace(HASHED, '-'), marks.without(namespace)]);
}

function text(value: Json): string {
  return typeof value === 'string' ? value : '';
}

/** What was generated is named after its content: its new names, with what they were before. Both lists are paired. */
export function renamedObjects(plain: readonly Json[], marked: readonly Json[]): Map<string, string> {
  const renamed = new Map<string, string>();
  for (const [index, value] of plain.entries()) {
    const before = stringAt(value, 'metadata', 'name');
    const after = stringAt(marked[index], 'metadata', 'name');
    if (before === undefined || after === undefined || before === after) continue;
    if (HASHED.test(before) && HASHED.test(after) && before.replace(HASHED, '') === after.replace(HASHED, '')) {
      renamed.set(after, before);
    }
  }
  return renamed;
}

/** As api/hasher/hasher.go writes it: ten of these letters and figures. */
export const HASHED: RegExp = /-[bcdfghkmt2456789]{10}$/;

function decoded(value: Json): Json {
  return typeof value === 'string' ? Buffer.from(value, 'base64').toString('utf8') : value;
}
