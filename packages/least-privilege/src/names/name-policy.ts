import { hasGeneratedNames, isGeneratedName } from './generated-name.ts';

/** `keep`: grant exactly the names that were seen. `drop`: never. `stable`: where the same ones came all the time. */
export type NamePolicy = 'keep' | 'drop' | 'stable';

/** What is known of the names at one resource in one namespace. */
export interface SeenNames {
  readonly group: string;
  readonly resource: string;
  /** When each was seen first, in microseconds since 1970. */
  readonly firsts: ReadonlyMap<string, number | undefined>;
  /** Whether there were more than anybody has kept. */
  readonly hasMore: boolean;
}

export interface NameVerdict {
  readonly keeps: boolean;
  readonly reason: string;
}

/** More in one rule nobody reads. */
const MOST_NAMES = 50;

/** Whether rules should say the names. `middle` is the middle of the log; what came new after it may come anew again. */
export function judgeNames(seen: SeenNames, policy: NamePolicy, middle: number | undefined): NameVerdict {
  if (seen.hasMore) return { keeps: false, reason: 'there are more names than are kept' };
  if (policy === 'keep') return { keeps: true, reason: 'all names that were seen are kept' };
  if (policy === 'drop') return { keeps: false, reason: 'no names are asked for' };
  const names = [...seen.firsts.keys()].toSorted();
  if (hasGeneratedNames(seen.group, seen.resource)) return { keeps: false, reason: `names of ${seen.resource} are generated` };
  const generated = names.find(isGeneratedName);
  if (generated !== undefined) return { keeps: false, reason: `"${generated}" is a generated name` };
  if (names.length > MOST_NAMES) return { keeps: false, reason: `there are ${names.length} names` };
  if (middle === undefined) return { keeps: true, reason: 'the log says no times, so nobody knows whether others come' };
  const late = [...seen.firsts.values()].filter((first) => first !== undefined && first > middle).length;
  if (late === 0) return { keeps: true, reason: 'no new name came in the second half of the log' };
  return { keeps: false, reason: `${late} of ${names.length} names came in the second half of the log` };
}
