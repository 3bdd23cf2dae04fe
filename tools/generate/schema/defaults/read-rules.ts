import { evaluate, type DefaultValue } from './go-expression.ts';
import { blockOf, type GoFunction } from './go-functions.ts';
import type { GoSource, Resolve } from './go-package.ts';

/** One field that always gets a value where it has none. */
export interface Rule {
  /** The field as Go writes it: `obj.Spec.Replicas`. */
  readonly field: string;
  readonly value: DefaultValue;
  /** Whether an empty value (`""`, 0, `[]`) is as good as none. */
  readonly orEmpty: boolean;
}

/** A defaulting function, taken apart. */
export interface ReadFunction {
  readonly rules: readonly Rule[];
  /** The statements that are more than a rule: what model does in code. */
  readonly rest: readonly string[];
}

/**
 * Reads the body of a defaulting function. A statement is a rule where it sets a field to a constant because the field is
 * missing, whatever else the object says. What sets a field that an earlier statement of another form speaks of is no rule,
 * because the order counts then; nor is anything after such a statement that may return.
 */
export function readRules({ statements }: GoFunction, names: Resolve, source: GoSource): ReadFunction {
  const reading: Reading = { rules: [], rest: [], locals: new Map(), aliases: new Map(), names, source };
  for (const statement of statements) readStatement(statement, reading);
  return { rules: reading.rules, rest: reading.rest };
}

interface Reading {
  readonly rules: Rule[];
  readonly rest: string[];
  readonly locals: Map<string, DefaultValue>;
  readonly aliases: Map<string, string>;
  readonly names: Resolve;
  readonly source: GoSource;
}

function readStatement(statement: string, reading: Reading): void {
  const [, alias, target] = /^(\w+) := &([\w.]+)$/.exec(statement) ?? [];
  if (alias !== undefined && target !== undefined) return void reading.aliases.set(alias, target);
  if (readLocal(statement, reading)) return;
  const block = blockOf(statement);
  if (block?.condition === 'false') return;
  if (block?.condition === 'true') return block.body.forEach((each) => readStatement(each, reading));
  const rule = block && ruleOf(block.condition, block.body, reading);
  if (rule === undefined || isSpokenOf(rule.field, reading)) {
    if (block?.condition.endsWith(' && false') !== true) reading.rest.push(statement);
  } else reading.rules.push({ ...rule, field: expanded(rule.field, reading) });
}

function isSpokenOf(field: string, { rest }: Reading): boolean {
  return rest.some((statement) =>
    new RegExp(String.raw`\breturn\b|\b${field.replaceAll('.', String.raw`\.`)}\b`).test(statement),
  );
}

function readLocal(statement: string, { locals, names, source }: Reading): boolean {
  const [, name, expression] =
    /^(?:(\w+) :=|var \w+ [\w.]+ =) (.*)$/.exec(statement.replace(/^var (\w+)(?: [\w.]+)? =/, '$1 :=')) ?? [];
  if (name === undefined || expression === undefined) return false;
  const value = evaluate({ expression, names }, source);
  if (value !== undefined) locals.set(name, value);
  return value !== undefined;
}

const MISSING = /^(?:([\w.]+) == (nil|""|0)|len\(([\w.]+)\) == 0)(?: && true)?$/;

function ruleOf(condition: string, body: readonly string[], reading: Reading): Rule | undefined {
  const [, field, empty, list] = MISSING.exec(condition) ?? [];
  const name = field ?? list;
  if (name === undefined) return undefined;
  const value = valueGiven(name, body, reading);
  return value === undefined ? undefined : { field: name, value, orEmpty: empty !== 'nil' };
}

/** The constant that a block gives a field; undefined where it does anything else. */
function valueGiven(field: string, body: readonly string[], reading: Reading): DefaultValue | undefined {
  const [first = '', second] = body;
  if (body.length > 2) return undefined;
  if (second === undefined) return assigned(field, first, reading);
  // `x := constant; field = &x`, or `field = new(T); *field = constant`.
  if (second === `${field} = &${/^(?:var )?(\w+)/.exec(first)?.[1]}`)
    return readLocal(first, reading) ? assigned(field, second, reading) : undefined;
  const isNew = first.startsWith(`${field} = new(`);
  const [, given = ''] = /^\*\(?[\w.]+\)? = (.*)$/.exec(second) ?? [];
  return isNew ? valueOf(given, reading) : undefined;
}

function assigned(field: string, statement: string, reading: Reading): DefaultValue | undefined {
  const start = `${field} = `;
  if (!statement.startsWith(start)) return undefined;
  const expression = statement.slice(start.length);
  const [, appended] = /^append\([\w.]+, (.*)\)$/.exec(expression) ?? [];
  if (appended !== undefined) {
    const item = valueOf(appended, reading);
    return item === undefined ? undefined : [item];
  }
  if (expression === 'new(bool)') return false;
  return valueOf(expression, reading);
}

function valueOf(expression: string, { locals, names, source }: Reading): DefaultValue | undefined {
  return locals.get(expression.replace(/^&/, '')) ?? evaluate({ expression, names }, source);
}

function expanded(field: string, { aliases }: Reading): string {
  const [first = ''] = field.split('.', 1);
  const target = aliases.get(first);
  return target === undefined ? field : `${target}${field.slice(first.length)}`;
}
