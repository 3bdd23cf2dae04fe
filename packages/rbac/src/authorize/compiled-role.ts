import type { Role, RoleRule } from '../policy/role.ts';
import { resourceWithSubresource, type Request } from '../request.ts';
import type { PolicyRule } from '../rule/policy-rule.ts';
import { urlMatches } from '../rule/rule-allows.ts';
import { OTHER_VERB, VerbBits } from './verb-bits.ts';
import { holds, nameList, UNKNOWN, wordList, Words, type WordList } from './words.ts';

/** A request in numbers. A word that stands in no rule is `UNKNOWN`. */
export interface Query {
  readonly verbBit: number;
  readonly verb: number;
  readonly group: number;
  /** With the subresource. */
  readonly resource: number;
  /** The subresource of everything, as rules write it: `*` before `/scale`. */
  readonly everywhere: number;
  readonly name: number;
  /** Of a request for a URL; undefined where a resource is asked for. */
  readonly path: string | undefined;
}

interface CompiledRule {
  readonly verbBits: number;
  readonly verbs: WordList;
  readonly groups: WordList;
  readonly resources: WordList;
  readonly names: WordList;
  readonly urls: readonly string[];
}

export interface CompiledRole {
  readonly role: Role;
  readonly verbBits: number;
  readonly rules: readonly CompiledRule[];
}

/** Roles and requests in the numbers of one policy. Every role is compiled before the first request is. */
export class Compiler {
  readonly #words = new Words();
  readonly #verbs = new VerbBits();
  readonly #rules = new Map<PolicyRule, CompiledRule>();

  role(role: Role): CompiledRole {
    const rules = role.rules.map(({ rule }) => this.#rule(rule));
    return { role, rules, verbBits: rules.reduce((bits, rule) => bits | rule.verbBits, 0) };
  }

  query(request: Request): Query {
    const words = this.#words;
    const verbBit = this.#verbs.find(request.verb);
    const verb = verbBit === OTHER_VERB ? words.find(request.verb) : UNKNOWN;
    if (request.kind === 'url')
      return { verbBit, verb, group: UNKNOWN, resource: UNKNOWN, everywhere: UNKNOWN, name: UNKNOWN, path: request.path };
    return {
      verbBit,
      verb,
      group: words.find(request.group),
      resource: words.find(resourceWithSubresource(request)),
      everywhere: request.subresource === '' ? UNKNOWN : words.find(`*/${request.subresource}`),
      name: words.find(request.name),
      path: undefined,
    };
  }

  /** Aggregated roles share their rules with those that they are made of. */
  #rule(rule: PolicyRule): CompiledRule {
    const known = this.#rules.get(rule);
    if (known !== undefined) return known;
    const compiled: CompiledRule = {
      verbBits: this.#verbs.add(rule.verbs),
      verbs: wordList(this.#words, rule.verbs),
      groups: wordList(this.#words, rule.apiGroups),
      resources: wordList(this.#words, rule.resources),
      names: nameList(this.#words, rule.resourceNames),
      urls: rule.nonResourceURLs,
    };
    this.#rules.set(rule, compiled);
    return compiled;
  }
}

/** The first rule of a role that allows what is asked. */
export function firstAllowing({ role, verbBits, rules }: CompiledRole, query: Query): RoleRule | undefined {
  if ((verbBits & query.verbBit) === 0) return undefined;
  for (let index = 0; index < rules.length; index++) {
    const rule = rules[index];
    if (rule !== undefined && (rule.verbBits & query.verbBit) !== 0 && allows(rule, query)) return role.rules[index];
  }
  return undefined;
}

function allows(rule: CompiledRule, query: Query): boolean {
  const { path } = query;
  if (query.verbBit === OTHER_VERB && !holds(rule.verbs, query.verb)) return false;
  if (path !== undefined) return rule.urls.some((url) => urlMatches(url, path));
  return (
    holds(rule.groups, query.group) &&
    (holds(rule.resources, query.resource) || (query.everywhere !== UNKNOWN && holds(rule.resources, query.everywhere))) &&
    holds(rule.names, query.name)
  );
}
