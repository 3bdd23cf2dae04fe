import { withDefaults, type Json, type JsonObject } from '@bulwark/model';
import type { Schema } from '@bulwark/schema';
import { askOracle, type Question } from '../../control-plane/oracle.ts';
import { differences } from './differences.ts';

/** An object of the server, or why there is none. */
export type Reading = { readonly object: Json } | { readonly error: string };

/** Objects as Kubernetes' own code reads them and fills them in. */
export function filledIn(oracle: string, objects: readonly JsonObject[], more: Partial<Question> = {}): Promise<Reading[]> {
  return askOracle<{ object: Json }>(
    oracle,
    objects.map((object) => ({ ask: 'default', object, ...more })),
  );
}

export interface Comparison {
  /** What differs, with the object's kind. */
  readonly found: readonly string[];
  readonly alike: number;
  /** How many objects neither can read. */
  readonly unreadable: number;
}

/** Our defaults beside those of Kubernetes' own code, both as that code reads and writes them. */
export async function compare(
  oracle: string,
  schema: Schema,
  objects: readonly JsonObject[],
  more: Partial<Question> = {},
): Promise<Comparison> {
  const now = Math.floor(Date.now() / 1000) * 1000;
  const ours = objects.map((object) => withDefaults(object, schema));
  const [expected, given] = await Promise.all([
    filledIn(oracle, objects, more),
    filledIn(oracle, ours, { ...more, asWritten: true }),
  ]);
  const found: string[] = [];
  let [alike, unreadable] = [0, 0];
  for (const [index, object] of objects.entries()) {
    const [theirs, own] = [expected[index], given[index]];
    // What is wrong in several places is refused for any of them.
    if (theirs !== undefined && own !== undefined && 'error' in theirs && 'error' in own) unreadable++;
    else {
      const lines = differences(own, withoutTimes(theirs, now));
      found.push(...lines.map((line) => `${nameOf(object)} ${line}`));
      if (lines.length === 0) alike++;
    }
  }
  return { found, alike, unreadable };
}

/** `apps/v1 Deployment`. */
export function nameOf({ apiVersion, kind }: JsonObject): string {
  return `${apiVersion as string} ${kind as string}`;
}

/** A taint notes the time at which it came, which is the only default that nobody can know before. */
function withoutTimes(value: unknown, since: number): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutTimes(item, since));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, each]) => key !== 'timeAdded' || typeof each !== 'string' || Date.parse(each) < since,
  );
  return Object.fromEntries(entries.map(([key, each]) => [key, withoutTimes(each, since)]));
}
