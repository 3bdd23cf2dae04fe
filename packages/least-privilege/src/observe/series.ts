import type { AuditEvent } from '@bulwark/audit';
import type { Request } from '@bulwark/rbac';

/** How often something was done, and when first and last, in microseconds since 1970. */
export interface Use {
  readonly count: number;
  readonly first: number | undefined;
  readonly last: number | undefined;
}

/** Names that are kept of one series; beyond them only what all have in common. */
const MOST_NAMES = 1000;
const MOST_REASONS = 32;

/** Requests that differ only by the name of the object. */
export class Series {
  /** With the name of the first that was seen. */
  readonly request: Request;
  readonly codes: Map<number, number> = new Map();
  /** Which bindings the server named, in its words. */
  readonly reasons: Set<string> = new Set();
  /** Whether there were more names than are kept. */
  hasMore: boolean = false;
  readonly #uses = new Map<string, Tally>();
  #isDirect = false;
  #because: string | undefined;

  constructor(request: Request) {
    this.request = request;
  }

  /** Why the server asked, where it was for no request of its own. */
  get because(): string | undefined {
    return this.#isDirect ? undefined : this.#because;
  }

  add(request: Request, event: AuditEvent, because: string | undefined): void {
    const tally = this.#tally(request.kind === 'url' ? '' : request.name);
    if (tally === undefined) {
      this.hasMore = true;
      return;
    }
    count(tally, event);
    if (event.code !== undefined) this.codes.set(event.code, (this.codes.get(event.code) ?? 0) + 1);
    if (because === undefined) this.#direct(event);
    else if (this.#because === undefined || because < this.#because) this.#because = because;
  }

  #direct({ annotations }: AuditEvent): void {
    this.#isDirect = true;
    const reason = annotations.get('authorization.k8s.io/reason') ?? '';
    if (reason !== '' && this.reasons.size < MOST_REASONS) this.reasons.add(reason);
  }

  #tally(name: string): Tally | undefined {
    const known = this.#uses.get(name);
    if (known !== undefined || this.#uses.size >= MOST_NAMES) return known;
    const tally = { completed: 0, started: 0, first: Infinity, last: -Infinity };
    this.#uses.set(name, tally);
    return tally;
  }

  /** By name; the empty name is that of requests without one. */
  get uses(): ReadonlyMap<string, Use> {
    return new Map([...this.#uses].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, tally]) => [name, useOf(tally)]));
  }

  requestFor(name: string): Request {
    return this.request.kind === 'url' ? this.request : { ...this.request, name };
  }
}

interface Tally {
  /** Long requests are told twice, when they start and when they end, but for those at an end of the log. */
  completed: number;
  started: number;
  first: number;
  last: number;
}

function count(tally: Tally, { stage, reached, received }: AuditEvent): void {
  if (stage === 'ResponseStarted') tally.started++;
  else tally.completed++;
  const time = received ?? reached;
  if (time === undefined) return;
  if (time < tally.first) tally.first = time;
  if (time > tally.last) tally.last = time;
}

function useOf({ completed, started, first, last }: Tally): Use {
  const isKnown = first !== Infinity;
  return { count: Math.max(completed, started), first: isKnown ? first : undefined, last: isKnown ? last : undefined };
}
