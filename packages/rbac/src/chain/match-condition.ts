import { fieldOf, presence, type AskedRequest, type Asker, type Situation } from './condition-fields.ts';
import { called, equality, ERROR, membership, METHODS, negation, UNKNOWN, type Value } from './condition-values.ts';
import { tokensOf, type Token } from './condition-tokens.ts';

/** What a condition says of a request: `error` where it would fail, `unknown` where that takes more than is read or known. */
export type Outcome = boolean | 'error' | 'unknown';

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
