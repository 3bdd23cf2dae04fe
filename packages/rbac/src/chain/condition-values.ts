/** What a part of a condition comes to. */
export type Value = string | boolean | readonly Value[] | Groups | typeof ERROR | typeof UNKNOWN;

export const ERROR: unique symbol = Symbol('error');
export const UNKNOWN: unique symbol = Symbol('unknown');

/** A list that may hold more than is known. */
export class Groups {
  readonly known: readonly string[];
  readonly isWhole: boolean;

  constructor(known: readonly string[], isWhole: boolean) {
    this.known = known;
    this.isWhole = isWhole;
  }
}

export function negation(value: Value): Value {
  if (typeof value === 'boolean') return !value;
  return value === UNKNOWN ? UNKNOWN : ERROR;
}

export function equality(left: Value, right: Value, isDifferent: boolean): Value {
  if (left === ERROR || right === ERROR) return ERROR;
  if (left instanceof Groups || right instanceof Groups || Array.isArray(left) || Array.isArray(right)) return UNKNOWN;
  if (left === UNKNOWN || right === UNKNOWN) return UNKNOWN;
  return (left === right) !== isDifferent;
}

export function membership(item: Value, list: Value): Value {
  if (item === ERROR || list === ERROR) return ERROR;
  if (list === UNKNOWN) return UNKNOWN;
  if (list instanceof Groups) return among(item, list.known, list.isWhole);
  if (!isList(list) || list.includes(ERROR)) return ERROR;
  return among(item, list, !list.includes(UNKNOWN));
}

function among(item: Value, list: readonly Value[], isWhole: boolean): Value {
  if (item === UNKNOWN) return list.length === 0 && isWhole ? false : UNKNOWN;
  return list.includes(item) || (isWhole ? false : UNKNOWN);
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export type Method = (text: string, argument: string) => boolean;

export const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['startsWith', (text, argument) => text.startsWith(argument)],
  ['endsWith', (text, argument) => text.endsWith(argument)],
  ['contains', (text, argument) => text.includes(argument)],
]);

export function called(method: Method, target: Value, argument: Value): Value {
  if (target === ERROR || argument === ERROR) return ERROR;
  if (typeof target === 'string' && typeof argument === 'string') return method(target, argument);
  return target === UNKNOWN || argument === UNKNOWN ? UNKNOWN : ERROR;
}
