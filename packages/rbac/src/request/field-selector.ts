const OPERATORS = ['!=', '==', '='] as const;

interface Term {
  readonly field: string;
  readonly operator: (typeof OPERATORS)[number];
  readonly value: string;
}

/**
 * The value that a field selector demands of a field; undefined where it demands none, `invalid` where it cannot be read
 * (k8s.io/apimachinery/pkg/fields, ParseSelector and RequiresExactMatch).
 */
export function demandedValue(selector: string, field: string): { readonly value: string | undefined } | 'invalid' {
  const terms: Term[] = [];
  for (const text of splitTerms(selector).toSorted()) {
    if (text === '') continue;
    const term = readTerm(text);
    if (term === undefined) return 'invalid';
    terms.push(term);
  }
  return { value: terms.find((term) => term.field === field && term.operator !== '!=')?.value };
}

/** At commas; one behind a backslash belongs to a value. */
function splitTerms(selector: string): string[] {
  const terms: string[] = [];
  let start = 0;
  for (let index = 0; index < selector.length; index++) {
    if (selector[index] === '\\') index++;
    else if (selector[index] === ',') {
      terms.push(selector.slice(start, index));
      start = index + 1;
    }
  }
  return [...terms, selector.slice(start)];
}

function readTerm(text: string): Term | undefined {
  for (let index = 0; index < text.length; index++) {
    const operator = OPERATORS.find((candidate) => text.startsWith(candidate, index));
    if (operator === undefined) continue;
    const value = unescapeValue(text.slice(index + operator.length));
    return value === undefined ? undefined : { field: text.slice(0, index), operator, value };
  }
  return undefined;
}

/** A backslash stands before a backslash, a comma or an equals sign, and these stand only behind one. */
function unescapeValue(text: string): string | undefined {
  return /^(?:[^\\,=]|\\[\\,=])*$/s.test(text) ? text.replaceAll(/\\([\\,=])/g, '$1') : undefined;
}
