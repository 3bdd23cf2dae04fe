import type { Dice } from '../dice.ts';

type Value = unknown;
type Fields = Readonly<Record<string, Value>>;

/** Members that no update is about. */
const UNTOUCHED: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status']);

/** Copies of an object with one place of it changed, in all its forms: gone, another value, an item more or less. */
export function changesOf(object: Fields, dice: Dice, most: number): readonly Fields[] {
  const places = Object.keys(object)
    .filter((key) => !UNTOUCHED.has(key))
    .flatMap((key) => placesIn(object[key], [key]));
  const all = places.flatMap((place) =>
    variantsOf(valueAt(object, place)).map((value) => replaced(object, place, value) as Fields),
  );
  return all.length <= most ? all : Array.from({ length: most }, () => dice.pick(all));
}

type Step = string | number;

function placesIn(value: Value, at: readonly Step[]): readonly (readonly Step[])[] {
  if (Array.isArray(value)) return [at, ...value.flatMap((item, index) => placesIn(item, [...at, index]))];
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...at, key]))];
}

function variantsOf(value: Value): readonly Value[] {
  if (typeof value === 'string') return [undefined, `${value}x`, `x${value}`];
  if (typeof value === 'number') return [undefined, value + 1, Math.max(0, value - 1)];
  if (typeof value === 'boolean') return [undefined, !value];
  if (Array.isArray(value)) return [undefined, value.slice(1), [...value, ...value.slice(0, 1)]];
  return [undefined, { ...(value as Fields), added: 'x' }];
}

function valueAt(value: Value, place: readonly Step[]): Value {
  return place.reduce<Value>((inner, step) => (inner as Readonly<Record<Step, Value>> | undefined)?.[step], value);
}

function replaced(value: Value, [step, ...rest]: readonly Step[], by: Value): Value {
  if (step === undefined) return by;
  if (Array.isArray(value)) {
    const items = value.map((item, index) => (index === step ? replaced(item, rest, by) : item));
    return items.filter((item) => item !== undefined);
  }
  const changed = { ...(value as Fields), [step]: replaced((value as Fields)[step], rest, by) };
  return Object.fromEntries(Object.entries(changed).filter(([, each]) => each !== undefined));
}
