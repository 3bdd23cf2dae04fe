import { wasAllowed, type AuditEvent } from '@bulwark/audit';
import { resourceWithSubresource, type Request } from '@bulwark/rbac';
import { hidesSigner, impersonationOf, impliedBy, isReview, reviewOf } from './implied.ts';
import { requestOf } from './request-of.ts';
import { seriesKey } from './request-key.ts';
import { Series } from './series.ts';
import { Tally, tallyOf, type Use } from './tally.ts';
import { writtenBy, type Written } from './written.ts';

/** What one user was seen to do. */
export class SubjectLog {
  readonly username: string;
  /** All that the log shows it in, the implicit ones too. */
  readonly groups: Set<string> = new Set();
  readonly allowed: Map<string, Series> = new Map();
  readonly denied: Map<string, Series> = new Map();
  readonly written: Map<string, Written> = new Map();
  /** Requests of which the log does not show what else was asked: their bodies are not in it. */
  readonly hidden: Map<string, Request> = new Map();
  /** All that came with its own credentials, allowed or not. */
  readonly signedIn: Tally = new Tally();
  /** All that others did in its name. */
  readonly impersonated: Tally = new Tally();
  /** By the fingerprints of the client certificates that it came with, where the log says them (from Kubernetes 1.32 on). */
  readonly certificates: Map<string, Tally> = new Map();

  constructor(username: string) {
    this.username = username;
  }
}

export interface Window {
  readonly first: number;
  readonly last: number;
}

/** Events that say of no user that it may do something. */
export interface LeftOut {
  /** Known by their arrival alone. */
  unanswered: number;
  /** Neither a decision nor a code. */
  undecided: number;
  unauthenticated: number;
  /** A URL that the server refuses to read. */
  unreadable: number;
  /** What other servers asked about their users, which the log does not hold. */
  reviewsWithoutBody: number;
  reviewsUndecided: number;
}

const MOST_GROUPS = 256;
const MOST_CERTIFICATES = 256;
const CREDENTIAL = 'authentication.kubernetes.io/credential-id';
const CERTIFICATE = 'X509SHA256=';

/**
 * What users did, by the events of an audit log: each distinct request once, whatever the order of the events. Takes the room of
 * what is distinct, not of the log.
 */
export class Observations {
  readonly subjects: Map<string, SubjectLog> = new Map();
  /** Resources and verbs that anybody was seen at: of others, the log may just not tell. */
  readonly seen: Set<string> = new Set();
  readonly left: LeftOut = {
    unanswered: 0,
    undecided: 0,
    unauthenticated: 0,
    unreadable: 0,
    reviewsWithoutBody: 0,
    reviewsUndecided: 0,
  };
  answered: number = 0;
  readonly #groups = new Map<string, Tally>();
  #first = Infinity;
  #last = -Infinity;

  /** From the first request to the last; undefined where the log says no times. */
  get window(): Window | undefined {
    return this.#first === Infinity ? undefined : { first: this.#first, last: this.#last };
  }

  /** All that members of a group did, themselves or in whose name it was done. */
  usedByGroup(name: string): Use | undefined {
    return this.#groups.get(name)?.use;
  }

  add(event: AuditEvent): void {
    if (event.stage === 'RequestReceived') {
      this.left.unanswered++;
      return;
    }
    this.answered++;
    this.#extend(event);
    const { user, impersonatedUser } = event;
    if (user.username === '') {
      this.left.unauthenticated++;
      return;
    }
    const request = requestOf(event);
    const subject = this.#subject(user);
    const actor = impersonatedUser === undefined ? subject : this.#subject(impersonatedUser);
    this.#came(subject, event);
    if (impersonatedUser !== undefined) actor.impersonated.add(event);
    if (impersonatedUser !== undefined) {
      for (const implied of impersonationOf(event, request)) record(subject.allowed, implied.request, event, implied.because);
    }
    if (request === undefined) this.left.unreadable++;
    else this.#request(actor, request, event);
  }

  #came({ signedIn, certificates }: SubjectLog, event: AuditEvent): void {
    signedIn.add(event);
    for (const group of (event.impersonatedUser ?? event.user).groups) tallyOf(this.#groups, group).add(event);
    for (const id of event.user.extra.get(CREDENTIAL) ?? []) {
      if (!id.startsWith(CERTIFICATE)) continue;
      const fingerprint = id.slice(CERTIFICATE.length);
      if (certificates.has(fingerprint) || certificates.size < MOST_CERTIFICATES) tallyOf(certificates, fingerprint).add(event);
    }
  }

  #request(actor: SubjectLog, request: Request, event: AuditEvent): void {
    const allowed = wasAllowed(event);
    this.seen.add(seenKey(request));
    if (allowed === undefined) this.left.undecided++;
    else if (!allowed) record(actor.denied, request, event, undefined);
    else this.#allowed(actor, request, event);
  }

  #allowed(actor: SubjectLog, request: Request, event: AuditEvent): void {
    record(actor.allowed, request, event, undefined);
    for (const implied of impliedBy(event, request)) record(actor.allowed, implied.request, event, implied.because);
    const written = writtenBy(event, request);
    if (written !== undefined) this.#written(actor, written);
    if (hidesSigner(event, request)) actor.hidden.set(seriesKey(request), request);
    if (request.kind === 'resource' && request.verb === 'create' && isReview(request)) this.#review(event);
  }

  #written(actor: SubjectLog, written: Written): void {
    const { request, object } = written;
    if (object === undefined) actor.hidden.set(seriesKey(request), request);
    else actor.written.set(`${seriesKey(request)}\n${textOf(object)}`, written);
  }

  /** What another server asked about one of its users, that user did there. */
  #review(event: AuditEvent): void {
    const review = reviewOf(event);
    if (review === undefined) this.left.reviewsWithoutBody++;
    else if (review.allowed === undefined) this.left.reviewsUndecided++;
    else {
      this.seen.add(seenKey(review.request));
      const actor = this.#subject({ username: review.username, groups: [] });
      record(review.allowed ? actor.allowed : actor.denied, review.request, event, review.because);
    }
  }

  #subject({ username, groups }: { readonly username: string; readonly groups: readonly string[] }): SubjectLog {
    let subject = this.subjects.get(username);
    if (subject === undefined) {
      subject = new SubjectLog(username);
      this.subjects.set(username, subject);
    }
    if (subject.groups.size < MOST_GROUPS) for (const group of groups) subject.groups.add(group);
    return subject;
  }

  #extend({ received, reached }: AuditEvent): void {
    const time = received ?? reached;
    if (time === undefined) return;
    if (time < this.#first) this.#first = time;
    if (time > this.#last) this.#last = time;
  }
}

/** What says that the log tells of a resource: any request for it that reads, or any that writes. */
export function seenKey(request: Request): string {
  return request.kind === 'url' ? 'url' : `${request.group}/${resourceWithSubresource(request)}`;
}

function record(into: Map<string, Series>, request: Request, event: AuditEvent, because: string | undefined): void {
  const key = seriesKey(request);
  let series = into.get(key);
  if (series === undefined) {
    series = new Series(request);
    into.set(key, series);
  }
  series.add(request, event, because);
}

function textOf(object: NonNullable<Written['object']>): string {
  return 'rules' in object
    ? JSON.stringify([object.name, object.rules.map(({ rule }) => rule), object.aggregates !== undefined])
    : JSON.stringify([object.name, object.roleRef]);
}
