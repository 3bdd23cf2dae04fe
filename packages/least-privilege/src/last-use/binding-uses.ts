import { reasonOf, ruleAllows, type Binding, type PolicyRule, type Principal, type Request, type Role } from '@bulwark/rbac';
import type { Observations, SubjectLog } from '../observe/observations.ts';
import type { Series } from '../observe/series.ts';
import { together, type Use } from '../observe/tally.ts';
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
  readonly #series = new Map<string, readonly Series[]>();
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
    const all = this.#seriesOf(whom);
    const reason = reasonOf({ binding, subject });
    const named = together(all.flatMap((series) => series.usedBy(reason) ?? []));
    if (named !== undefined) return { verdict: 'named', use: named };
    if (role === undefined) return { verdict: 'unknown', reason: 'what the role grants is not known' };
    const rules = role.rules.map(({ rule }) => rule);
    const isAllowed = (request: Request): boolean =>
      isInside(request, binding) && rules.some((rule) => ruleAllows(rule, request));
    const fitting = all.filter((series) => series.requests().some(isAllowed));
    const unnamed = together(fitting.flatMap((series) => series.unnamed ?? []));
    if (unnamed !== undefined) return { verdict: 'possible', use: unnamed };
    const spare = together(fitting.flatMap((series) => series.all ?? []));
    if (spare !== undefined) return { verdict: 'spare', use: spare };
    const reasons = rules.map((rule) => this.#notTold(rule));
    const [first] = reasons;
    if (first !== undefined && !reasons.includes(undefined)) return { verdict: 'unknown', reason: first };
    const anyName = rules.map((rule) => ({ ...rule, resourceNames: [] }));
    const isCutShort = ({ hasMore, request }: Series): boolean =>
      hasMore && isInside(request, binding) && anyName.some((rule) => ruleAllows(rule, request));
    return all.some(isCutShort)
      ? { verdict: 'unknown', reason: 'it was seen at more objects than are kept by their names' }
      : { verdict: 'never' };
  }

  #notTold(rule: PolicyRule): string | undefined {
    if (!this.#untold.has(rule)) this.#untold.set(rule, notTold(rule, this.#observations));
    return this.#untold.get(rule);
  }

  #seriesOf({ kind, name }: Principal): readonly Series[] {
    const key = `${kind} ${name}`;
    const known = this.#series.get(key);
    if (known !== undefined) return known;
    const log = this.#observations.subjects.get(name);
    const logs = kind === 'group' ? this.membersOf(name) : log === undefined ? [] : [log];
    const series = logs.flatMap(({ allowed }) => [...allowed.values()]);
    this.#series.set(key, series);
    return series;
  }
}

/** A binding, and which of its subjects is meant. */
export interface Held {
  readonly binding: Binding;
  readonly subject: number;
}

function isInside(request: Request, { namespace }: Binding): boolean {
  return namespace === '' || (request.kind === 'resource' && request.namespace === namespace);
}
