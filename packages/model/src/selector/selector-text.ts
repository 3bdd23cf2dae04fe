import { requirement, type InvalidSelector, type Requirement, type Selector } from './selector.ts';

const OPERATORS: ReadonlyMap<string, string> = new Map([
  ['=', 'In'],
  ['==', 'In'],
  ['!=', 'NotIn'],
  ['in', 'In'],
  ['notin', 'NotIn'],
  ['>', 'Gt'],
  ['<', 'Lt'],
]);
const TOKENS = /==|!=|[=!(),<>]|[^ \t\r\n=!(),<>]+/g;
const SYMBOL = /^[=!(),<>]/;

/**
 * The string form of a selector, as in `kubectl get -l`: `a=b,c!=d,e in (x,y),!f,g>1`. The empty text selects everything.
 * As `Parse` in k8s.io/apimachinery, pkg/labels/selector.go.
 */
export function parseSelector(text: string): Selector | InvalidSelector {
  const tokens = new Tokens(text);
  const requirements: Requirement[] = [];
  if (tokens.next === undefined) return { nothing: false, requirements };
  do {
    const one = parseRequirement(tokens);
    if ('invalid' in one) return one;
    requirements.push(one);
  } while (tokens.take(','));
  return tokens.next === undefined ? { nothing: false, requirements } : expected('a comma', tokens);
}

/** Symbols and words, without the space between them. */
class Tokens {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = text.match(TOKENS) ?? [];
  }

  get next(): string | undefined {
    return this.#tokens[this.#at];
  }

  take(symbol: string): boolean {
    if (this.next !== symbol) return false;
    this.#at++;
    return true;
  }

  /** The next token if it is a word; `in` and `notin` are words too, where no operator is expected. */
  word(): string | undefined {
    const token = this.next;
    if (token === undefined || SYMBOL.test(token)) return undefined;
    this.#at++;
    return token;
  }

  operator(): string | undefined {
    const operator = OPERATORS.get(this.next ?? '');
    if (operator !== undefined) this.#at++;
    return operator;
  }
}

function parseRequirement(tokens: Tokens): Requirement | InvalidSelector {
  const absent = tokens.take('!');
  const key = tokens.word();
  if (key === undefined) return expected('a label key', tokens);
  if (absent) return requirement(key, 'DoesNotExist', []);
  if (tokens.next === undefined || tokens.next === ',') return requirement(key, 'Exists', []);
  const listed = tokens.next === 'in' || tokens.next === 'notin';
  const operator = tokens.operator();
  if (operator === undefined) return expected('an operator', tokens);
  const values = listed ? parseValues(tokens) : parseValue(tokens);
  return 'invalid' in values ? values : requirement(key, operator, values);
}

/** `a=` and `a=,b` ask for the empty value. */
function parseValue(tokens: Tokens): readonly string[] | InvalidSelector {
  if (tokens.next === undefined || tokens.next === ',') return [''];
  const value = tokens.word();
  return value === undefined ? expected('a label value', tokens) : [value];
}

/** `(x,y)`, where each value may be empty: `()`, `(,x)`. */
function parseValues(tokens: Tokens): readonly string[] | InvalidSelector {
  if (!tokens.take('(')) return expected('"("', tokens);
  const values: string[] = [];
  do values.push(tokens.word() ?? '');
  while (tokens.take(','));
  return tokens.take(')') ? [...new Set(values)] : expected('")"', tokens);
}

function expected(what: string, tokens: Tokens): InvalidSelector {
  return { invalid: `expected ${what}, found ${tokens.next === undefined ? 'the end' : JSON.stringify(tokens.next)}` };
}
