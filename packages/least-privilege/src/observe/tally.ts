import type { AuditEvent } from '@bulwark/audit';

/** How often something was done, and when first and last, in microseconds since 1970. */
export interface Use {
  readonly count: number;
  readonly first: number | undefined;
  readonly last: number | undefined;
}

/** Counts the events of something that was done. */
export class Tally {
  /** Long requests are told twice, when they start and when they end, but for those at an end of the log. */
  #completed = 0;
  #started = 0;
  #first = Infinity;
  #last = -Infinity;

  add({ stage, reached, received }: Pick<AuditEvent, 'stage' | 'reached' | 'received'>): void {
    if (stage === 'ResponseStarted') this.#started++;
    else this.#completed++;
    const time = received ?? reached;
    if (time === undefined) return;
    if (time < this.#first) this.#first = time;
    if (time > this.#last) this.#last = time;
  }

  take(other: Tally): void {
    this.#completed += other.#completed;
    this.#started += other.#started;
    this.#first = Math.min(this.#first, other.#first);
    this.#last = Math.max(this.#last, other.#last);
  }

  get use(): Use {
    const isKnown = this.#first !== Infinity;
    return {
      count: Math.max(this.#completed, this.#started),
      first: isKnown ? this.#first : undefined,
      last: isKnown ? this.#last : undefined,
    };
  }
}

export function tallyOf(tallies: Map<string, Tally>, key: string): Tally {
  const known = tallies.get(key);
  if (known !== undefined) return known;
  const tally = new Tally();
  tallies.set(key, tally);
  return tally;
}

/** Several uses as one; undefined of none. */
export function together(uses: Iterable<Use>): Use | undefined {
  let count = 0;
  let first: number | undefined;
  let last: number | undefined;
  for (const use of uses) {
    count += use.count;
    if (use.first !== undefined && (first === undefined || use.first < first)) first = use.first;
    if (use.last !== undefined && (last === undefined || use.last > last)) last = use.last;
  }
  return count === 0 ? undefined : { count, first, last };
}
