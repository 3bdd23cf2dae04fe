import { reasonOf, ruleAllows, type Binding, type PolicyRule, type Principal, type Request, type Role } from '@bulwark/rbac';
import type { Observations, SubjectLog } from '../observe/observations.ts';
import type { Series } from '../observe/series.ts';
import { tallyOf, together, type Tally, type Use } from '../observe/tally.ts';
import { notTold } from '../unused/unused.ts';

/**
 * What a log says of the use that somebody makes of a binding.
 * `named`: the server named the binding when it allowed a request.
 * `possible`: requests were allowed that the binding allows, and the log does not say by what.
 * `spare`: the binding allows what was done, and each time the server named another one.
 * `never`: nothing that it allows was seen, which is not to say that nothing was done.
 * `unknown`: the log cannot say, and why.
 */
export type BindingUse =
  | { readonly verdict: 'named' | 'possible' | 'spare'; readonly use: Use }
  | { readonly verdict: 'never' }
  | { readonly verdict: 'unknown'; readonly reason: string };

/** Of which bindings a log shows the use. */
export class BindingUses {
  readonly #observations: Observations;
  readonly #members = new Map<string, readonly SubjectLog[]>();
  readonly #deeds = new Map<string, Deeds>();
  #groupReasons: ReadonlyMap<string, Tally> | undefined;
  /** Why the log does not tell of a rule, or undefined where it does. */
  readonly #untold = new Map<PolicyRule, string | undefined>();

  constructor(observations: Observations) {
    this.#observations = observations;
  }

  /** The users that the log shows in a group. */
  membersOf(group: string): readonly SubjectLog[] {
    const known = this.#members.get(group);
    if (known !== undefined) return known;
    const members = [...this.#observations.subjects.values()].filter(({ groups }) => groups.has(group));
    this.#members.set(group, members);
    return members;
  }

  /**
   * What `whom` did by a binding to a role; of a group, what its members did. Where somebody has a right through a group, the
   * subject is the group, and `whom` who is asked about.
   */
  of(whom: Principal, { binding, subject }: Held, role: Pick<Role, 'rules'> | undefined): BindingUse {
    const deeds = this.#deedsOf(whom);
    const named = deeds.byReason.get(reasonOf({ binding, subject }));
    if (named !== undefined) return { verdict: 'named', use: named.use };
    if (role === undefined) return { verdict: 'unknown', reason: 'what the role grants is not known' };
    const rules = role.rules.map(({ rule }) => rule);
    const inside = deeds.alike.filter(({ request }) => isInside(request, binding));
    const fitting = inside.filter((alike) => rules.some((rule) => isUsed(rule, alike))).flatMap(({ series }) => series);
    const unnamed = together(fitting.flatMap((series) => series.unnamed ?? []));
    if (unnamed !== undefined) return { verdict: 'possible', use: unnamed };
    const spare = together(fitting.flatMap((series) => series.all ?? []));
    if (spare !== undefined) return { verdict: 'spare', use: spare };
    const reasons = rules.map((rule) => this.#notTold(rule));
    const [first] = reasons;
    if (first !== undefined && !reasons.includes(undefined)) return { verdict: 'unknown', reason: first };
    return inside.some((alike) => rules.some((rule) => isCutShort(rule, alike)))
      ? { verdict: 'unknown', reason: 'it was seen at more objects than are kept by their names' }
      : { verdict: 'never' };
  }

  #notTold(rule: PolicyRule): string | undefined {
    if (!this.#untold.has(rule)) this.#untold.set(rule, notTold(rule, this.#observations));
    return this.#untold.get(rule);
  }

  #deedsOf({ kind, name }: Principal): Deeds {
    const key = `${kind} ${name}`;
    const known = this.#deeds.get(key);
    if (known !== undefined) return known;
    const log = this.#observations.subjects.get(name);
    const logs = kind === 'group' ? this.membersOf(name) : log === undefined ? [] : [log];
    // Where the server names a group, only members of it are meant.
    const deeds = new Deeds(logs, kind === 'group' ? this.#ofGroups : reasonsIn(logs));
    this.#deeds.set(key, deeds);
    return deeds;
  }

  get #ofGroups(): ReadonlyMap<string, Tally> {
    this.#groupReasons ??= reasonsIn(this.#observations.subjects.values(), ' to Group ');
    return this.#groupReasons;
  }
}

/** Requests of several that differ by the object's name alone. */
interface Alike {
  readonly request: Request;
  readonly series: Series[];
}

/** What somebody, or all members of a group, were seen to do: asked about for each of their bindings. */
class Deeds {
  /** By the words in which the server named a binding. */
  readonly byReason: ReadonlyMap<string, Tally>;
  readonly #logs: readonly SubjectLog[];
  #alike: readonly Alike[] | undefined;

  constructor(logs: readonly SubjectLog[], byReason: ReadonlyMap<string, Tally>) {
    this.#logs = logs;
    this.byReason = byReason;
  }

  get alike(): readonly Alike[] {
    if (this.#alike !== undefined) return this.#alike;
    const alike = new Map<string, Alike>();
    for (const { allowed } of this.#logs) {
      for (const [key, series] of allowed) {
        const same = alike.get(key);
        if (same === undefined) alike.set(key, { request: series.request, series: [series] });
        else same.series.push(series);
      }
    }
    this.#alike = [...alike.values()];
    return this.#alike;
  }
}

function reasonsIn(logs: Iterable<SubjectLog>, words = ''): ReadonlyMap<string, Tally> {
  const byReason = new Map<string, Tally>();
  for (const { allowed } of logs) for (const { reasons } of allowed.values()) takeReasons(byReason, reasons, words);
  return byReason;
}

function takeReasons(into: Map<string, Tally>, reasons: Series['reasons'], words: string): void {
  for (const [reason, tally] of reasons) if (reason.includes(words)) tallyOf(into, reason).take(tally);
}

function isUsed(rule: PolicyRule, { request, series }: Alike): boolean {
  const { resourceNames } = rule;
  if (resourceNames.length === 0) return ruleAllows(rule, request);
  if (!ruleAllows({ ...rule, resourceNames: [] }, request)) return false;
  return series.some((each) => resourceNames.some((name) => each.hasName(name)));
}

/** Whether it may have been used for a name that is not kept. */
function isCutShort(rule: PolicyRule, { request, series }: Alike): boolean {
  return series.some(({ hasMore }) => hasMore) && ruleAllows({ ...rule, resourceNames: [] }, request);
}

/** A binding, and which of its subjects is meant. */
export interface Held {
  readonly binding: Binding;
  readonly subject: number;
}

function isInside(request: Request, { namespace }: Binding): boolean {
  return namespace === '' || (request.kind === 'resource' && request.namespace === namespace);
}
