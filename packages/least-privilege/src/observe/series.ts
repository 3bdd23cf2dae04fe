import type { AuditEvent } from '@bulwark/audit';
import type { Request } from '@bulwark/rbac';
import { Tallies } from './tallies.ts';
import { Tally, together, type Use } from './tally.ts';

/** Names that are kept of one series; beyond them only what all have in common. */
const MOST_NAMES = 1000;
const MOST_REASONS = 32;

/** Requests that differ only by the name of the object. */
export class Series {
  /** With the name of the first that was seen. */
  readonly request: Request;
  /** Whether there were more names than are kept. */
  hasMore: boolean = false;
  readonly #uses = new Tallies();
  readonly #reasons = new Tallies();
  #unnamed: Tally | undefined;
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
    this.#named(event, because).add(event);
    if (because === undefined) this.#isDirect = true;
    else if (this.#because === undefined || because < this.#because) this.#because = because;
    const tally = this.#tally(request.kind === 'url' ? '' : request.name);
    if (tally === undefined) {
      this.hasMore = true;
      return;
    }
    tally.add(event);
  }

  /** What was allowed by which binding, in the words in which the server named it. */
  get reasons(): Iterable<readonly [reason: string, tally: Tally]> {
    return this.#reasons;
  }

  /** What was allowed by the binding that these words of the server name. */
  usedBy(reason: string): Use | undefined {
    return this.#reasons.get(reason)?.use;
  }

  /** What was allowed and no binding named: by an older server, by another authorizer, or beside the request. */
  get unnamed(): Use | undefined {
    return this.#unnamed?.use;
  }

  /** All of it, whoever allowed it. */
  get all(): Use | undefined {
    return together(
      [...[...this.#reasons].map(([, tally]) => tally), ...(this.#unnamed === undefined ? [] : [this.#unnamed])].map(
        ({ use }) => use,
      ),
    );
  }

  /** Whether a binding that the server named in words with this end may have allowed some of it. */
  mayBeBy(end: string): boolean {
    return this.#unnamed !== undefined || [...this.#reasons].some(([reason]) => reason.endsWith(end));
  }

  /** Adds what another one has, of the names for which the request is wanted; false where there is none. */
  take(other: Series, isWanted: (request: Request) => boolean): boolean {
    let isTaken = false;
    for (const [name, tally] of other.#uses) {
      if (!isWanted(other.requestFor(name))) continue;
      isTaken = true;
      const own = this.#tally(name);
      if (own === undefined) this.hasMore = true;
      else own.take(tally);
    }
    if (!isTaken) return false;
    if (other.hasMore) this.hasMore = true;
    if (other.#isDirect) this.#isDirect = true;
    if (other.#because !== undefined && (this.#because === undefined || other.#because < this.#because))
      this.#because = other.#because;
    return true;
  }

  #named({ annotations }: AuditEvent, because: string | undefined): Tally {
    const reason = because === undefined ? (annotations.get('authorization.k8s.io/reason') ?? '') : '';
    if (reason === '') return (this.#unnamed ??= new Tally());
    const known = this.#reasons.get(reason);
    if (known !== undefined) return known;
    return this.#reasons.size >= MOST_REASONS ? (this.#unnamed ??= new Tally()) : this.#reasons.of(reason);
  }

  #tally(name: string): Tally | undefined {
    const known = this.#uses.get(name);
    return known !== undefined || this.#uses.size >= MOST_NAMES ? known : this.#uses.of(name);
  }

  /** By name; the empty name is that of requests without one. */
  get uses(): ReadonlyMap<string, Use> {
    return new Map([...this.#uses].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, { use }]) => [name, use]));
  }

  /** The requests, one for each name that is kept. */
  requests(): readonly Request[] {
    return [...this.#uses].map(([name]) => this.requestFor(name));
  }

  /** Whether it was seen for an object of this name. */
  hasName(name: string): boolean {
    return this.#uses.get(name) !== undefined;
  }

  requestFor(name: string): Request {
    return this.request.kind === 'url' ? this.request : { ...this.request, name };
  }
}
