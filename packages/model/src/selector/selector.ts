import { isArray, isObject, type Json, type JsonObject } from '../json.ts';
import { isLabelKey, isLabelValue } from './label-syntax.ts';

export type SelectorOperator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt';

export interface Requirement {
  readonly key: string;
  readonly operator: SelectorOperator;
  readonly values: readonly string[];
}

/** Labels must meet every requirement, so none matches everything; `nothing` matches no labels at all. */
export interface Selector {
  readonly nothing: boolean;
  readonly requirements: readonly Requirement[];
}

/** Why the API server would refuse a selector. */
export interface InvalidSelector {
  readonly invalid: string;
}

export type Labels = Readonly<Record<string, string>>;

export function isInvalid(selector: Selector | InvalidSelector): selector is InvalidSelector {
  return 'invalid' in selector;
}

/**
 * The selector of a `LabelSelector` in a manifest: one that is not there, or null, matches nothing, and an empty one
 * everything. Where Kubernetes gives a field another meaning when it is left out (a NetworkPolicy's `podSelector` is then
 * empty), the caller passes `{}`. As `LabelSelectorAsSelector` in k8s.io/apimachinery, pkg/apis/meta/v1/helpers.go.
 */
export function labelSelector(value: Json | undefined): Selector | InvalidSelector {
  if (value === undefined || value === null) return { nothing: true, requirements: [] };
  if (!isObject(value)) return { invalid: 'a label selector must be a map' };
  const requirements = [...ofLabels(value), ...ofExpressions(value)];
  return (
    requirements.find((one) => 'invalid' in one) ?? { nothing: false, requirements: requirements.filter((one) => 'key' in one) }
  );
}

/** The labels in a manifest that are text; the API server takes no others. */
export function labelsOf(value: Json | undefined): Labels {
  const entries = Object.entries(isObject(value) ? value : {});
  return Object.fromEntries(
    entries.flatMap(([key, label]) => (label === null ? [[key, '']] : typeof label === 'string' ? [[key, label]] : [])),
  );
}

export function matches(selector: Selector, labels: Labels): boolean {
  if (selector.nothing) return false;
  return selector.requirements.every(({ key, operator, values }) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    return OPERATORS[operator].meets(value, values);
  });
}

/** A requirement, or why it is none (`NewRequirement` in k8s.io/apimachinery, pkg/labels/selector.go). */
export function requirement(key: string, operator: string, values: readonly string[]): Requirement | InvalidSelector {
  if (!isLabelKey(key)) return { invalid: `${JSON.stringify(key)} is not a valid label key` };
  const wrong = values.find((value) => !isLabelValue(value));
  if (wrong !== undefined) return { invalid: `${JSON.stringify(wrong)} is not a valid label value` };
  if (!isOperator(operator)) return { invalid: `${JSON.stringify(operator)} is not a valid label selector operator` };
  const { takes, wants } = OPERATORS[operator];
  return takes(values) ? { key, operator, values } : { invalid: `${operator} ${wants}` };
}

interface Operator {
  readonly takes: (values: readonly string[]) => boolean;
  readonly wants: string;
  /** Whether a label meets the requirement; undefined is a label that is not there. */
  readonly meets: (value: string | undefined, values: readonly string[]) => boolean;
}

const SOME = { takes: (values: readonly string[]): boolean => values.length > 0, wants: 'needs at least one value' };
const NONE = { takes: (values: readonly string[]): boolean => values.length === 0, wants: 'takes no values' };
const INTEGER = {
  takes: (values: readonly string[]): boolean => values.length === 1 && integer(values[0]) !== undefined,
  wants: 'needs one integer',
};

const OPERATORS: Readonly<Record<SelectorOperator, Operator>> = {
  In: { ...SOME, meets: (value, values) => value !== undefined && values.includes(value) },
  NotIn: { ...SOME, meets: (value, values) => value === undefined || !values.includes(value) },
  Exists: { ...NONE, meets: (value) => value !== undefined },
  DoesNotExist: { ...NONE, meets: (value) => value === undefined },
  Gt: { ...INTEGER, meets: (value, [bound]) => compare(value, bound, (left, right) => left > right) },
  Lt: { ...INTEGER, meets: (value, [bound]) => compare(value, bound, (left, right) => left < right) },
};
/** Those of a LabelSelector. `Gt` and `Lt` are of the string form and of node affinity. */
const LABEL_SELECTOR_OPERATORS: ReadonlySet<string> = new Set(['In', 'NotIn', 'Exists', 'DoesNotExist']);

function isOperator(name: string): name is SelectorOperator {
  return Object.hasOwn(OPERATORS, name);
}

function ofLabels(selector: JsonObject): readonly (Requirement | InvalidSelector)[] {
  const labels = selector['matchLabels'] ?? {};
  if (!isObject(labels)) return [{ invalid: 'matchLabels must be a map' }];
  return Object.entries(labels).map(([key, label]) => {
    const value = text(label);
    return value === undefined
      ? { invalid: `the value of ${JSON.stringify(key)} must be a string` }
      : requirement(key, 'In', [value]);
  });
}

function ofExpressions(selector: JsonObject): readonly (Requirement | InvalidSelector)[] {
  const expressions = selector['matchExpressions'] ?? [];
  if (!isArray(expressions)) return [{ invalid: 'matchExpressions must be a list' }];
  return expressions.map(ofExpression);
}

function ofExpression(expression: Json): Requirement | InvalidSelector {
  const item = expression ?? {};
  if (!isObject(item)) return { invalid: 'an item of matchExpressions must be a map' };
  const listed = item['values'] ?? [];
  const values = isArray(listed) ? listed.map(text) : [undefined];
  const [key, operator] = [text(item['key']), text(item['operator'])];
  if (key === undefined || operator === undefined) return { invalid: 'key and operator must be strings' };
  if (!values.every((value) => value !== undefined)) return { invalid: 'values must be a list of strings' };
  if (!LABEL_SELECTOR_OPERATORS.has(operator))
    return { invalid: `${JSON.stringify(operator)} is not an operator of a label selector` };
  return requirement(key, operator, values);
}

/** What the API server reads where it expects a string; null counts as empty. */
function text(value: Json | undefined): string | undefined {
  const given = value ?? '';
  return typeof given === 'string' ? given : undefined;
}

function compare(value: string | undefined, bound: string | undefined, holds: (left: bigint, right: bigint) => boolean): boolean {
  const [left, right] = [integer(value), integer(bound)];
  return left !== undefined && right !== undefined && holds(left, right);
}

/** A signed integer of 64 bits. */
function integer(value: string | undefined): bigint | undefined {
  if (value === undefined || !/^[+-]?[0-9]+$/.test(value)) return undefined;
  const number = BigInt(value.replace(/^\+/, ''));
  return BigInt.asIntN(64, number) === number ? number : undefined;
}
