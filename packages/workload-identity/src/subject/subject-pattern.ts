import { ANY, globMatches, globText, hasWildcard, ONE, type Glob } from '../glob.ts';
import type { AccountRef } from './account.ts';

/** ServiceAccounts by patterns for namespace and name. */
export interface SubjectPattern {
  readonly namespace: Glob;
  readonly name: Glob;
}

/** How many accounts a pattern holds, from least to most. */
export const BREADTHS = ['one', 'namespace', 'namespaces', 'cluster'] as const;
export type Breadth = (typeof BREADTHS)[number];

const SEPARATORS = 3;
/** More than anybody writes: the ways to share out the separators grow with the third power. */
const MOST_WILDCARDS = 24;
const ANYTHING: Glob = [ANY];
/** Any account of any namespace. */
export const ANY_ACCOUNT: SubjectPattern = { namespace: ANYTHING, name: ANYTHING };

/**
 * The accounts whose subject, `system:serviceaccount:NAMESPACE:NAME`, a pattern matches. A wildcard may stand for separators
 * too: `system:*:web` is every account called web. Neither part of a subject holds a separator, so that the list is exact. It
 * is empty where no account can match; undefined where the pattern is beyond reason.
 */
export function subjectPatterns(glob: Glob): readonly SubjectPattern[] | undefined {
  const wildcards = glob.filter((char) => typeof char === 'symbol').length;
  if (wildcards > MOST_WILDCARDS) return undefined;
  const missing = SEPARATORS - glob.filter((char) => char === ':').length;
  if (missing < 0) return [];
  const found = new Map<string, SubjectPattern>();
  for (const whole of separated(glob, 0, missing)) {
    const pattern = patternIn(whole);
    if (pattern !== undefined) found.set(`${globText(pattern.namespace)}/${globText(pattern.name)}`, pattern);
  }
  const patterns = [...found.values()];
  // `*` alone is read in several ways, one of which holds all the others.
  const everything = patterns.find(({ namespace, name }) => isAnything(namespace) && isAnything(name));
  return everything === undefined ? patterns : [everything];
}

/** What a pattern with all its separators says of namespace and name; undefined where no account matches. */
function patternIn(glob: Glob): SubjectPattern | undefined {
  const [system = [], account = [], namespace = [], name = []] = partsOf(glob);
  if (!globMatches(system, 'system') || !globMatches(account, 'serviceaccount')) return undefined;
  return mayBe(namespace, /^[a-z0-9-]$/) && mayBe(name, /^[a-z0-9.-]$/) ? { namespace, name } : undefined;
}

/** Every way to let the wildcards from `from` on stand for `missing` separators. */
function* separated(glob: Glob, from: number, missing: number): IterableIterator<Glob> {
  if (missing === 0) {
    yield glob;
    return;
  }
  for (let at = from; at < glob.length; at++) {
    const char = glob[at];
    if (char === ANY) {
      // The rest of the wildcard, behind the separator, may stand for the next one.
      yield* separated([...glob.slice(0, at), ANY, ':', ANY, ...glob.slice(at + 1)], at + 2, missing - 1);
    } else if (char === ONE) {
      yield* separated([...glob.slice(0, at), ':', ...glob.slice(at + 1)], at + 1, missing - 1);
    }
  }
}

function partsOf(glob: Glob): readonly Glob[] {
  const parts: Glob[number][][] = [[]];
  for (const char of glob) {
    if (char === ':') parts.push([]);
    else parts.at(-1)?.push(char);
  }
  return parts;
}

/** Whether a name can match: none is empty, and none has other characters. */
function mayBe(glob: Glob, char: RegExp): boolean {
  return glob.length > 0 && glob.every((part) => typeof part === 'symbol' || char.test(part));
}

function isAnything(glob: Glob): boolean {
  return glob.includes(ANY) && glob.every((char) => char === ANY);
}

export function breadthOf({ namespace, name }: SubjectPattern): Breadth {
  if (isAnything(namespace)) return 'cluster';
  if (hasWildcard(namespace)) return 'namespaces';
  return hasWildcard(name) ? 'namespace' : 'one';
}

/** The pattern that holds most. */
export function widest(patterns: readonly SubjectPattern[]): SubjectPattern | undefined {
  return patterns.toSorted((a, b) => rankOf(b) - rankOf(a))[0];
}

function rankOf(pattern: SubjectPattern): number {
  return BREADTHS.indexOf(breadthOf(pattern)) * 2 + (isAnything(pattern.name) ? 1 : 0);
}

export function holds({ namespace, name }: SubjectPattern, account: AccountRef): boolean {
  return globMatches(namespace, account.namespace) && globMatches(name, account.name);
}

/** In words: `any account of any namespace`, `any account of the namespace "shop"`, `the account "web" of the namespaces "team-*"`. */
export function patternText(pattern: SubjectPattern): string {
  const { namespace, name } = pattern;
  const accounts = isAnything(name)
    ? 'any account'
    : hasWildcard(name)
      ? `the accounts "${globText(name)}"`
      : `the account "${globText(name)}"`;
  if (isAnything(namespace)) return `${accounts} of any namespace`;
  return `${accounts} of the namespace${hasWildcard(namespace) ? 's' : ''} "${globText(namespace)}"`;
}
