import { isDeepStrictEqual } from 'node:util';

/** Where two values differ: `spec.replicas: 1, not 2`. */
export function differences(given: unknown, expected: unknown, path = ''): readonly string[] {
  if (isDeepStrictEqual(given, expected)) return [];
  if (!isHolder(given) || !isHolder(expected) || Array.isArray(given) !== Array.isArray(expected)) {
    return [`${path}: ${textOf(given)}, not ${textOf(expected)}`];
  }
  const keys = new Set([...Object.keys(given), ...Object.keys(expected)]);
  return [...keys].flatMap((key) => differences(own(given, key), own(expected, key), below(path, key)));
}

/**
 * What of a value another lacks, or has otherwise. Lists may go on: what a server adds to a list stands at its end.
 */
export function lackingIn(whole: unknown, part: unknown, path = ''): readonly string[] {
  if (isDeepStrictEqual(whole, part)) return [];
  if (!isHolder(whole) || !isHolder(part) || Array.isArray(whole) !== Array.isArray(part)) {
    return [`${path}: ${textOf(whole)}, not ${textOf(part)}`];
  }
  return Object.keys(part).flatMap((key) => lackingIn(own(whole, key), own(part, key), below(path, key)));
}

type Holder = Readonly<Record<string, unknown>>;

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null;
}

function own(holder: Holder, key: string): unknown {
  return Object.hasOwn(holder, key) ? holder[key] : undefined;
}

function below(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function textOf(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
