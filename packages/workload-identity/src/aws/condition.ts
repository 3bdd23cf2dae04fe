import { awsGlob, globMatches, literal, type Glob } from '../glob.ts';
import { all, some, type Truth } from '../truth.ts';
import type { Condition } from './trust-policy.ts';

/** What a request has for a condition key: its values, none at all, or nobody knows. */
export type KeyValues = readonly string[] | 'absent' | 'unknown';

/** Told the key in lower case: IAM does not tell keys apart by case. */
export type RequestKeys = (key: string) => KeyValues;

export interface Operator {
  /** `ForAllValues`, `ForAnyValue`, or neither. */
  readonly quantifier: 'all' | 'any' | undefined;
  readonly name: string;
  readonly ifExists: boolean;
  readonly isNegated: boolean;
}

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

export function operatorOf(text: string): Operator | undefined {
  const [, quantifier, name, ifExists] = OPERATOR.exec(text) ?? [];
  if (name === undefined) return undefined;
  return {
    quantifier: quantifier === undefined ? undefined : quantifier === 'ForAllValues' ? 'all' : 'any',
    name,
    ifExists: ifExists !== undefined,
    isNegated: name.startsWith('StringNot'),
  };
}

/** How operators compare texts: the patterns of which one must match. */
const FORMS: Readonly<Record<string, 'equals' | 'ignores-case' | 'like'>> = {
  StringEquals: 'equals',
  StringNotEquals: 'equals',
  StringEqualsIgnoreCase: 'ignores-case',
  StringNotEqualsIgnoreCase: 'ignores-case',
  StringLike: 'like',
  StringNotLike: 'like',
};

/** The patterns of a condition on text. Undefined where the operator compares something else, or a variable stands in a value. */
export function patternsOf({ operator, values }: Condition, hasVariables: boolean): readonly Glob[] | undefined {
  const name = operatorOf(operator)?.name ?? '';
  const form = Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
  if (form === undefined) return undefined;
  const globs = values.map((value) =>
    patternOf(form === 'ignores-case' ? value.toLowerCase() : value, form === 'like', hasVariables),
  );
  return globs.every((glob) => glob !== undefined) ? globs : undefined;
}

function patternOf(value: string, isLike: boolean, hasVariables: boolean): Glob | undefined {
  if (!isLike) return hasVariables && value.includes('${') ? undefined : literal(value);
  // A character that means nothing else keeps an old policy's `${` from being read.
  if (!hasVariables) return awsGlob(value.replaceAll('${', '${$}{'));
  return awsGlob(value);
}

/**
 * Whether a request meets a condition, as IAM's reference says: values of one condition are alternatives, those of a negated
 * operator are none of them; a key that the request lacks fails the operator, but for negated ones, `IfExists` and
 * `ForAllValues`, which then hold.
 */
export function meets(condition: Condition, keys: RequestKeys, hasVariables: boolean): Truth {
  const operator = operatorOf(condition.operator);
  if (operator === undefined) return { unknown: `IAM has no operator ${condition.operator}` };
  const values = keys(condition.key.toLowerCase());
  if (values === 'unknown') return { unknown: `it depends on ${condition.key}` };
  if (operator.name === 'Null')
    return some(condition.values.map((value) => (value.toLowerCase() === 'true') === (values === 'absent')));
  if (values === 'absent') return ofAbsent(operator);
  const patterns = patternsOf(condition, hasVariables);
  if (patterns === undefined) return { unknown: `the condition ${condition.operator} on ${condition.key} is not read` };
  const ignoresCase = operator.name.endsWith('IgnoreCase');
  const holds = (value: string): boolean => {
    const text = ignoresCase ? value.toLowerCase() : value;
    return patterns.some((pattern) => globMatches(pattern, text)) !== operator.isNegated;
  };
  return operator.quantifier === 'all' ? all(values.map(holds)) : some(values.map(holds));
}

function ofAbsent({ quantifier, ifExists, isNegated }: Operator): boolean {
  if (ifExists || quantifier === 'all') return true;
  return quantifier === undefined && isNegated;
}
