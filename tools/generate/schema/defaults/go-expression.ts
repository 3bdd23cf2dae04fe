import type { GoSource, GoValue } from './go-package.ts';

export type DefaultValue = string | number | boolean | readonly DefaultValue[] | { readonly [key: string]: DefaultValue };

/** What a Go expression stands for, as JSON; undefined for what is no constant. */
export function evaluate({ expression, names }: GoValue, source: GoSource): DefaultValue | undefined {
  const text = expression
    .replace(/\s*\/\/.*$/, '')
    .trim()
    .replace(/^&/, '');
  if (/^0[0-7]+$/.test(text)) return Number.parseInt(text, 8);
  if (/^"[^"\\]*"$|^-?\d+$|^true$|^false$/.test(text)) return JSON.parse(text) as DefaultValue;
  if (KNOWN.has(text)) return KNOWN.get(text);
  if (/^[\w.]+\{\}$|^make\(map\[\w+\]\w+\)$/.test(text)) return {};
  // A conversion, or one of the functions that make a pointer or an IntOrString of a value.
  const call = /^[\w.]+(?:\[\w+\])?\((.+)\)$/.exec(text);
  if (call?.[1] !== undefined) return evaluate({ expression: call[1], names }, source);
  const factors = text.split(' * ');
  if (factors.length > 1) return product(factors.map((factor) => evaluate({ expression: factor, names }, source)));
  const value = /^[\w.]+$/.test(text) ? source.values.get(names(text)) : undefined;
  return value === undefined ? undefined : evaluate(value, source);
}

const KNOWN: ReadonlyMap<string, DefaultValue> = new Map([
  ['math.MaxInt32', 2 ** 31 - 1],
  ['time.Hour.Seconds()', 3600],
]);

function product(factors: readonly (DefaultValue | undefined)[]): number | undefined {
  let result = 1;
  for (const factor of factors) {
    if (typeof factor !== 'number') return undefined;
    result *= factor;
  }
  return result;
}
