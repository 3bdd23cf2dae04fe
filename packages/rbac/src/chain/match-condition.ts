import type { Request } from '../request.ts';
import { tokensOf, type Token } from './condition-tokens.ts';

/** What is known of who asks. */
export interface Asker {
  /** Undefined where it may be anybody. */
  readonly name: string | undefined;
  readonly groups: readonly string[];
  /** Whether these are all its groups. */
  readonly hasAllGroups: boolean;
}

/** Undefined where any request may be meant. */
export type AskedRequest = Request | undefined;

/** What a condition says of a request: `error` where it would fail, `unknown` where that takes more than is read or known. */
export type Outcome = boolean | 'error' | 'unknown';

type Value = string | boolean | readonly Value[] | Groups | typeof ERROR | typeof UNKNOWN;

const ERROR = Symbol('error');
const UNKNOWN = Symbol('unknown');

/** A list that may hold more than is known. */
class Groups {
  readonly known: readonly string[];
  readonly isWhole: boolean;

  constructor({ groups, hasAllGroups }: Asker) {
    this.known = groups;
    this.isWhole = hasAllGroups;
  }
}

interface Situation {
  readonly asker: Asker;
  readonly request: AskedRequest;
}

type Term = (situation: Situation) => Value;

/**
 * A `matchConditions` expression of a webhook authorizer (k8s.io/apiserver/pkg/authorization/cel), as far as it is a plain one:
 * fields of `request`, `has()`, texts, lists, `==`, `!=`, `in`, `!`, `&&`, `||`, `startsWith`, `endsWith` and `contains`. A
 * condition with anything else of CEL in it is unknown as a whole.
 */
export class MatchCondition {
  readonly expression: string;
  readonly #term: Term;

  constructor(expression: string) {
    this.expression = expression;
    const tokens = tokensOf(expression);
    this.#term = (tokens.length > MOST_TOKENS ? undefined : new Reader(tokens).whole()) ?? unknown;
  }

  of(asker: Asker, request: AskedRequest): Outcome {
    const value = this.#term({ asker, request });
    if (typeof value === 'boolean') return value;
    return value === UNKNOWN ? 'unknown' : 'error';
  }
}

/** Nothing that anybody writes is longer, and what is read by descent must not be too deep. */
const MOST_TOKENS = 4000;

const unknown: Term = () => UNKNOWN;

/** Reads by descent; undefined wherever something is not as it reads. */
class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Term | undefined {
    const term = this.#either();
    return this.#at === this.#tokens.length ? term : undefined;
  }

  #either(): Term | undefined {
    const terms = this.#joined('||', () => this.#both());
    return terms && (terms.length === 1 ? terms[0] : (situation) => joined(terms, situation, true));
  }

  #both(): Term | undefined {
    const terms = this.#joined('&&', () => this.#relation());
    return terms && (terms.length === 1 ? terms[0] : (situation) => joined(terms, situation, false));
  }

  #joined(sign: string, next: () => Term | undefined): readonly Term[] | undefined {
    const terms: Term[] = [];
    do {
      const term = next();
      if (term === undefined) return undefined;
      terms.push(term);
    } while (this.#takes(sign));
    return terms;
  }

  #relation(): Term | undefined {
    const left = this.#unary();
    if (left === undefined) return undefined;
    const isDifferent = this.#takes('!=');
    if (isDifferent || this.#takes('==')) {
      const right = this.#unary();
      return right && ((situation) => equality(left(situation), right(situation), isDifferent));
    }
    if (!this.#takes('in')) return left;
    const right = this.#unary();
    return right && ((situation) => membership(left(situation), right(situation)));
  }

  #unary(): Term | undefined {
    if (!this.#takes('!')) return this.#primary();
    const term = this.#unary();
    return term && ((situation) => negation(term(situation)));
  }

  #primary(): Term | undefined {
    const token = this.#next();
    if (token?.kind === 'text') return () => token.text;
    if (token?.kind === 'name') return this.#named(token.text);
    if (token?.text === '[') return this.#list();
    if (token?.text !== '(') return undefined;
    const inside = this.#either();
    return this.#takes(')') ? inside : undefined;
  }

  #list(): Term | undefined {
    const terms: Term[] = [];
    while (!this.#takes(']')) {
      const term = this.#either();
      if (term === undefined) return undefined;
      terms.push(term);
      if (!this.#takes(',') && this.#peek()?.text !== ']') return undefined;
    }
    return (situation) => terms.map((term) => term(situation));
  }

  #named(name: string): Term | undefined {
    if (name === 'true' || name === 'false') return () => name === 'true';
    if (name === 'has' && this.#takes('(')) {
      const path = this.#next()?.text === 'request' ? this.#path() : undefined;
      return path !== undefined && path.length > 0 && this.#takes(')') ? (situation) => presence(path, situation) : undefined;
    }
    return name === 'request' ? this.#field() : undefined;
  }

  #path(): string[] | undefined {
    const path: string[] = [];
    while (this.#takes('.')) {
      const token = this.#next();
      if (token?.kind !== 'name') return undefined;
      path.push(token.text);
    }
    return path;
  }

  /** A field, and a method of it. */
  #field(): Term | undefined {
    const path = this.#path();
    if (path === undefined) return undefined;
    if (!this.#takes('(')) return (situation) => fieldOf(path, situation);
    const method = METHODS.get(path.pop() ?? '');
    const argument = this.#either();
    if (method === undefined || argument === undefined || !this.#takes(')')) return undefined;
    return (situation) => called(method, fieldOf(path, situation), argument(situation));
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at++];
  }

  #takes(text: string): boolean {
    const token = this.#peek();
    if (token === undefined || token.kind === 'text' || token.text !== text) return false;
    this.#at++;
    return true;
  }
}

/** `||` where `decisive` is true, else `&&`: one that decides does so whatever the others say, even that they fail. */
function joined(terms: readonly Term[], situation: Situation, decisive: boolean): Value {
  const values = terms.map((term) => term(situation));
  if (values.includes(decisive)) return decisive;
  if (values.includes(UNKNOWN)) return UNKNOWN;
  return values.every((value) => value === !decisive) ? !decisive : ERROR;
}

function negation(value: Value): Value {
  if (typeof value === 'boolean') return !value;
  return value === UNKNOWN ? UNKNOWN : ERROR;
}

function equality(left: Value, right: Value, isDifferent: boolean): Value {
  if (left === ERROR || right === ERROR) return ERROR;
  if (left instanceof Groups || right instanceof Groups || Array.isArray(left) || Array.isArray(right)) return UNKNOWN;
  if (left === UNKNOWN || right === UNKNOWN) return UNKNOWN;
  return (left === right) !== isDifferent;
}

function membership(item: Value, list: Value): Value {
  if (item === ERROR || list === ERROR) return ERROR;
  if (list === UNKNOWN) return UNKNOWN;
  if (list instanceof Groups) {
    if (item === UNKNOWN) return UNKNOWN;
    return list.known.some((each) => each === item) || (list.isWhole ? false : UNKNOWN);
  }
  if (!isList(list)) return ERROR;
  if (list.includes(ERROR)) return ERROR;
  if (item !== UNKNOWN && list.includes(item)) return true;
  return item === UNKNOWN || list.includes(UNKNOWN) ? (list.length === 0 ? false : UNKNOWN) : false;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

type Method = (text: string, argument: string) => boolean;

const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['startsWith', (text, argument) => text.startsWith(argument)],
  ['endsWith', (text, argument) => text.endsWith(argument)],
  ['contains', (text, argument) => text.includes(argument)],
]);

function called(method: Method, target: Value, argument: Value): Value {
  if (target === ERROR || argument === ERROR) return ERROR;
  if (typeof target === 'string' && typeof argument === 'string') return method(target, argument);
  return target === UNKNOWN || argument === UNKNOWN ? UNKNOWN : ERROR;
}

const RESOURCE_FIELDS = ['namespace', 'verb', 'group', 'resource', 'subresource', 'name'] as const;

function fieldOf(path: readonly string[], { asker, request }: Situation): Value {
  const [part = '', field, ...deeper] = path;
  if (part === 'user' && field === undefined) return asker.name ?? UNKNOWN;
  if (part === 'groups' && field === undefined) return new Groups(asker);
  if (part !== 'resourceAttributes' && part !== 'nonResourceAttributes') return UNKNOWN;
  if (request === undefined) return UNKNOWN;
  if ((request.kind === 'url') !== (part === 'nonResourceAttributes')) return ERROR;
  if (field === undefined || deeper.length > 0) return UNKNOWN;
  if (request.kind === 'url') return field === 'verb' || field === 'path' ? request[field] : UNKNOWN;
  const known = RESOURCE_FIELDS.find((each) => each === field);
  return known === undefined ? UNKNOWN : request[known];
}

/** All fields that are texts are there, though they may be empty (compile.go, convertObjectToUnstructured). */
function presence(path: readonly string[], { request }: Situation): Value {
  const [part = '', field, ...deeper] = path;
  if (['user', 'groups', 'uid', 'extra'].includes(part)) return field === undefined ? true : UNKNOWN;
  if (request === undefined || (part !== 'resourceAttributes' && part !== 'nonResourceAttributes')) return UNKNOWN;
  const isThere = (request.kind === 'url') === (part === 'nonResourceAttributes');
  if (field === undefined) return isThere;
  if (!isThere) return ERROR;
  const fields: readonly string[] = request.kind === 'url' ? ['verb', 'path'] : [...RESOURCE_FIELDS, 'version'];
  return deeper.length === 0 && fields.includes(field) ? true : UNKNOWN;
}
