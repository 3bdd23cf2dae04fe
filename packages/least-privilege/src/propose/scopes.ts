import { resourceWithSubresource, type PolicyRule } from '@bulwark/rbac';
import { judgeNames, type NamePolicy, type NameVerdict } from '../names/name-policy.ts';
import { atomKey, atomOf, withoutRedundant, type Atom } from '../rules/atom.ts';
import { compact } from '../rules/compact.ts';
import type { Held, Need } from './need.ts';

/** What was decided about the names at one resource. */
export interface NameDecision extends NameVerdict {
  readonly namespace: string;
  readonly group: string;
  readonly resource: string;
  readonly names: readonly string[];
}

/** More than was seen: any name, where these were. */
export interface Widening {
  readonly namespace: string;
  readonly atom: Atom;
  readonly names: readonly string[];
  readonly reason: string;
}

/** What a user gets in one namespace, or everywhere where it is empty. */
export interface Scope {
  readonly namespace: string;
  readonly rules: readonly PolicyRule[];
  readonly atoms: readonly Atom[];
}

export interface Scopes {
  readonly scopes: readonly Scope[];
  readonly names: readonly NameDecision[];
  readonly widenings: readonly Widening[];
}

/** Verbs and resources of which one name more may be a way to everything: their names stay. */
const NAMED_VERBS = /^(?:impersonate|bind|escalate|approve|sign|attest|use)(?:$|[-:])/;
const NAMED_RESOURCES: ReadonlySet<string> = new Set(['secrets', 'serviceaccounts/token']);

/** The rules that these needs make, in one namespace after the other. */
export function scopesOf(needs: readonly Need[], held: readonly Held[], policy: NamePolicy, middle: number | undefined): Scopes {
  const names = decideNames(needs, policy, middle);
  const atoms = new Map<string, Map<string, Atom>>(held.map(({ namespace }) => [namespace, new Map<string, Atom>()]));
  const widened = new Map<string, Widened>();
  for (const need of needs) {
    const namespace = namespaceOf(need);
    const verdict = names.get(placeOf(need));
    const atom = verdict === undefined ? atomOf(need.request) : judged(need, verdict, widened);
    const there = atoms.get(namespace);
    if (there === undefined) atoms.set(namespace, new Map([[atomKey(atom), atom]]));
    else there.set(atomKey(atom), atom);
  }
  const observed = new Set(needs.map((need) => placedKey(namespaceOf(need), atomOf(need.request))));
  const widenings = [...widened.values()].filter(({ namespace, atom }) => !observed.has(placedKey(namespace, atom)));
  return { scopes: rulesIn(atoms, held), names: [...names.values()], widenings };
}

interface Widened extends Widening {
  readonly names: string[];
}

/** The atom without its name, where names are not to be kept; what that widens is noted. */
function judged(need: Need, verdict: NameDecision, widened: Map<string, Widened>): Atom {
  const seen = atomOf(need.request);
  if (verdict.keeps || seen.name === '' || staysNamed(need)) return seen;
  const atom = { ...seen, name: '' };
  const { namespace, reason } = verdict;
  const key = placedKey(namespace, atom);
  const known = widened.get(key);
  if (known === undefined) widened.set(key, { atom, namespace, names: [seen.name], reason });
  else known.names.push(seen.name);
  return atom;
}

function namespaceOf({ request }: Need): string {
  return request.kind === 'url' ? '' : request.namespace;
}

function placedKey(namespace: string, atom: Atom): string {
  return `${namespace}\n${atomKey(atom)}`;
}

function rulesIn(atoms: ReadonlyMap<string, ReadonlyMap<string, Atom>>, held: readonly Held[]): Scope[] {
  const everywhere = atoms.get('') ?? new Map<string, Atom>();
  const scopes: Scope[] = [];
  for (const namespace of [...atoms.keys()].toSorted()) {
    const all = [...(atoms.get(namespace)?.values() ?? [])];
    // What holds everywhere holds here as well.
    const own = namespace === '' ? all : all.filter((atom) => !isIn(everywhere, atom));
    const needed = withoutRedundant(own);
    const rules = [...compact(needed), ...unique(held.filter((each) => each.namespace === namespace).map(({ rule }) => rule))];
    if (rules.length > 0) scopes.push({ namespace, rules, atoms: needed });
  }
  return scopes;
}

function isIn(atoms: ReadonlyMap<string, Atom>, atom: Atom): boolean {
  return atoms.has(atomKey(atom)) || atoms.has(atomKey({ ...atom, name: '' }));
}

function unique(rules: readonly PolicyRule[]): PolicyRule[] {
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}

function staysNamed({ request, hasMore }: Need): boolean {
  if (request.kind === 'url') return true;
  return NAMED_VERBS.test(request.verb) || (!hasMore && NAMED_RESOURCES.has(resourceWithSubresource(request)));
}

function placeOf({ request }: Need): string {
  return request.kind === 'url' ? '' : `${request.namespace}\n${request.group}\n${resourceWithSubresource(request)}`;
}

function decideNames(needs: readonly Need[], policy: NamePolicy, middle: number | undefined): ReadonlyMap<string, NameDecision> {
  const places = new Map<string, Need[]>();
  for (const need of needs) {
    if (need.request.kind === 'url' || need.request.name === '') continue;
    const place = placeOf(need);
    const there = places.get(place);
    if (there === undefined) places.set(place, [need]);
    else there.push(need);
  }
  return new Map([...places].map(([place, there]) => [place, decide(there, policy, middle)]));
}

function decide(needs: readonly Need[], policy: NamePolicy, middle: number | undefined): NameDecision {
  const firsts = new Map<string, number | undefined>();
  const [some] = needs;
  if (some === undefined || some.request.kind === 'url') throw new Error('names are of resources');
  for (const { request, use } of needs) {
    if (request.kind === 'url') continue;
    const known = firsts.get(request.name);
    firsts.set(request.name, known === undefined ? use.first : Math.min(known, use.first ?? known));
  }
  const { group, namespace } = some.request;
  const resource = resourceWithSubresource(some.request);
  const verdict = needs.every(staysNamed)
    ? { keeps: true, reason: 'one name more could be a way to everything' }
    : judgeNames({ group, resource, firsts, hasMore: needs.some(({ hasMore }) => hasMore) }, policy, middle);
  return { ...verdict, namespace, group, resource, names: [...firsts.keys()].toSorted() };
}
