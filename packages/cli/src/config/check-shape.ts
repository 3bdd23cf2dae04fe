import { isArray, isObject, type Json, type Path } from '@bulwark/model';
import { closest } from '../closest.ts';
import { isSwitch, type ConfigProblem, type Shape } from './shape.ts';

/** What is wrong with a value of a configuration, as far as its shape tells. Never throws. */
export function checkShape(shape: Shape, value: Json | undefined, path: Path = []): readonly ConfigProblem[] {
  switch (shape.type) {
    case 'map':
      return isObject(value) ? mapProblems(shape, value, path) : [wrong(path, 'a map', value)];
    case 'table':
      if (!isObject(value)) return [wrong(path, 'a map', value)];
      return Object.keys(value).flatMap((key) => checkShape(shape.of, value[key], [...path, key]));
    case 'list':
      if (isArray(value)) return value.flatMap((item, index) => checkShape(shape.of, item, [...path, index]));
      return shape.orOne === true ? checkShape(shape.of, value, path) : [wrong(path, 'a list', value)];
    case 'any':
      return anyProblems(shape.of, value, path);
    case 'value':
      return [];
    default:
      return leafProblems(shape, value, path);
  }
}

function leafProblems(
  shape: Extract<Shape, { readonly type: 'text' | 'switch' | 'choice' }>,
  value: Json | undefined,
  path: Path,
): readonly ConfigProblem[] {
  if (shape.type === 'switch') return isSwitch(value) ? [] : [wrong(path, 'on or off', value)];
  if (shape.type === 'choice') {
    if (typeof value === 'string' && shape.values.includes(value)) return [];
    const meant = typeof value === 'string' ? closest(value, shape.values) : undefined;
    return [{ ...wrong(path, `one of ${shape.values.join(', ')}`, value), hint: didYouMean(meant) }];
  }
  if (typeof value !== 'string') {
    const hint = typeof value === 'number' ? 'put it in quotes: without them it is a number' : undefined;
    return [{ ...wrong(path, 'text', value), hint }];
  }
  if (shape.pattern === undefined || new RegExp(shape.pattern).test(value)) return [];
  return [
    { path, message: `${nameOf(path)} is "${value}"`, hint: shape.like === undefined ? undefined : `write it as ${shape.like}` },
  ];
}

function mapProblems(
  { fields, mayBeEmpty = false }: Extract<Shape, { readonly type: 'map' }>,
  value: { readonly [key: string]: Json | undefined },
  path: Path,
): readonly ConfigProblem[] {
  return Object.keys(value).flatMap((key): readonly ConfigProblem[] => {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    // A section whose every line is a comment.
    if (field !== undefined && mayBeEmpty && value[key] === null) return [];
    if (field !== undefined) return checkShape(field, value[key], [...path, key]);
    const known = Object.keys(fields);
    const meant = didYouMean(closest(key, known));
    const hint = `${meant === undefined ? '' : `${meant} `}known are ${known.join(', ')}`;
    const where = path.length === 0 ? 'a configuration' : nameOf(path);
    return [{ path: [...path, key], atKey: true, message: `"${key}" is nothing that ${where} has`, hint }];
  });
}

/** Of several shapes, the one of the value's own kind tells best what is wrong. */
function anyProblems(shapes: readonly Shape[], value: Json | undefined, path: Path): readonly ConfigProblem[] {
  const all = shapes.map((shape) => ({ shape, problems: checkShape(shape, value, path) }));
  if (all.some(({ problems }) => problems.length === 0)) return [];
  const kind = all.find(({ shape }) => (shape.type === 'map' || shape.type === 'table') === isObject(value));
  const structured = isObject(value) ? kind?.problems : undefined;
  if (structured !== undefined) return structured;
  const expected = shapes.map(wordFor).join(', or ');
  const hint = all.flatMap(({ problems }) => problems.flatMap((problem) => problem.hint ?? []))[0];
  return [{ ...wrong(path, expected, value), hint }];
}

function wordFor(shape: Shape): string {
  switch (shape.type) {
    case 'switch':
      return 'on or off';
    case 'choice':
      return `one of ${shape.values.join(', ')}`;
    case 'list':
      return 'a list';
    case 'map':
    case 'table':
      return 'a map';
    case 'text':
      return 'text';
    case 'any':
      return shape.of.map(wordFor).join(', or ');
    case 'value':
      return 'a value';
  }
}

function wrong(path: Path, expected: string, value: Json | undefined): ConfigProblem {
  return { path, message: `${nameOf(path)} must be ${expected}, not ${kindName(value)}` };
}

export function kindName(value: Json | undefined): string {
  if (value === null || value === undefined) return 'nothing';
  if (isArray(value)) return 'a list';
  if (isObject(value)) return 'a map';
  return typeof value === 'string' ? `"${value}"` : `${typeof value === 'boolean' ? '' : 'the number '}${String(value)}`;
}

/** `exceptions[0].reason` without what nobody needs. */
export function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'the configuration';
  return typeof last === 'number' ? `${String(path.at(-2) ?? 'item')}[${last}]` : last;
}

export function didYouMean(meant: string | undefined): string | undefined {
  return meant === undefined ? undefined : `did you mean ${meant}?`;
}
