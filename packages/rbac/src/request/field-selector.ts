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
  const terms = readTerms(selector);
  if (terms === undefined) return 'invalid';
  return { value: terms.find((term) => term.field === field && term.operator !== '!=')?.value };
}

/** Whether a field selector demands this value of a field, among what else it demands; one that cannot be read demands nothing. */
export function demandsValue(selector: string, field: string, value: string): boolean {
  const terms = readTerms(selector) ?? [];
  return terms.some((term) => term.field === field && term.operator !== '!=' && term.value === value);
}

function readTerms(selector: string): readonly Term[] | undefined {
  const terms: Term[] = [];
  for (const text of splitTerms(selector).toSorted()) {
    if (text === '') continue;
    const term = readTerm(text);
    if (term === undefined) return undefined;
    terms.push(term);
  }
  return terms;
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
