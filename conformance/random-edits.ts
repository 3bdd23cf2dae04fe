import { applyEdits, isArray, isObject, valueAt, type Edit, type Json, type Path } from '@bulwark/model';

/** Texts that a reader would take for something else, and such of several lines. */
const TEXTS = [
  ...'x|yes|0644|1:30|null|<<|2020-01-01|two words|a: b|# c|it\'s "q"|| lead|trail |--flag=1|*|&a|é😀|{{ x }}|%d|@x'.split('|'),
  'one\nline two\n',
  'ends\nhere',
  'keeps\n\n',
  'tab\tx',
  '\u0001',
  '\u0085',
] as const;

const VALUES: readonly Json[] = [
  ...TEXTS,
  true,
  null,
  1,
  -7,
  1.5,
  1e21,
  9_007_199_254_740_993n,
  {},
  [],
  { a: 1 },
  { privileged: false, capabilities: { drop: ['ALL'] } },
  ['a', 'b'],
  [{ name: 'x', list: [1] }],
  [[1, 2], [3]],
  { 'a b': { '1': 'x', true: [] } },
];

/** Numbers that look random and are the same in every run (mulberry32). */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export function seedOf(text: string): number {
  let seed = 0;
  for (let at = 0; at < text.length; at++) seed = (Math.imul(seed, 31) + text.charCodeAt(at)) | 0;
  return seed;
}

const MOST_PATHS = 20_000;

/** All places in a value, as many as are worth choosing from. */
export function pathsOf(value: Json, path: Path = [], paths: Path[] = []): readonly Path[] {
  if (paths.length >= MOST_PATHS) return paths;
  paths.push(path);
  if (isArray(value)) for (const [index, item] of value.entries()) pathsOf(item, [...path, index], paths);
  else if (isObject(value)) for (const [key, item] of Object.entries(value)) pathsOf(item ?? null, [...path, key], paths);
  return paths;
}

/** Edits that fit a value one after the other, of every kind. */
export function randomEdits(value: Json, count: number, next: (below: number) => number): Edit[] {
  const paths = pathsOf(value);
  const edits: Edit[] = [];
  let now = value;
  for (let made = 0; made < count; made++) {
    const path = paths[next(paths.length)] ?? [];
    const edit = randomEdit(path, valueAt(now, path), VALUES[next(VALUES.length)] ?? null, next);
    const after = applyEdits(now, [edit]);
    if (after === now) continue;
    now = after;
    edits.push(edit);
  }
  return edits;
}

function randomEdit(path: Path, old: Json | undefined, value: Json, next: (below: number) => number): Edit {
  switch (next(6)) {
    case 0:
      return { op: 'set', path, value };
    case 1:
      return { op: 'set', path: isObject(old) ? [...path, 'newKey'] : [...path, 'newKey', 'deep'], value };
    case 2:
      return { op: 'delete', path };
    case 3:
      return { op: 'append', path, value };
    case 4:
      return { op: 'insert', path: isArray(old) ? [...path, next(old.length + 1)] : path, value };
    default:
      return { op: 'replace', path, value };
  }
}
