import type { Field, SchemaType } from '../schema-type.ts';
import type { Holder, ProblemPath, UnknownField } from './problems.ts';
import { editDistance } from './edit-distance.ts';

/** What somebody probably meant who wrote a field that is not there. */
export interface FieldSuggestion {
  /** `name`: it is spelt otherwise. `place`: a field of that name stands elsewhere in the object. */
  readonly differs: 'name' | 'place';
  readonly name: string;
  /** The path of the object that `below` starts from: the one that the unknown field stands in, or one further out. */
  readonly from: ProblemPath;
  /** Where it belongs below that object, with brackets after lists: `['containers[]', 'securityContext']`. */
  readonly below: readonly string[];
  /** The type of the object that has the field. */
  readonly holder: SchemaType;
}

/**
 * The field that was probably meant: one of nearly the same name in the same object; else one of the very name in an object
 * that it stands in (it is indented too far), in one below (not far enough), or beside. Undefined where nothing is near.
 */
export function suggestField({ at, holders }: UnknownField): FieldSuggestion | undefined {
  const name = String(at.at(-1));
  const own = holders.at(-1);
  if (own === undefined) return undefined;
  const outer = holders.slice(0, -1).toReversed();
  const spelt = closestName(name, own.type);
  const here = { differs: 'place', name, from: at.slice(0, own.depth) } as const;
  if (spelt?.toLowerCase() === name.toLowerCase()) return { ...here, differs: 'name', name: spelt, below: [], holder: own.type };
  const inside = findBelow(own, name);
  if (spelt !== undefined && inside === undefined) return { ...here, differs: 'name', name: spelt, below: [], holder: own.type };
  const around = outer.find(({ type }) => type.fields.has(name));
  if (around !== undefined) return { ...here, from: at.slice(0, around.depth), below: [], holder: around.type };
  if (inside !== undefined) return { ...here, below: inside.below, holder: inside.type };
  for (const holder of outer) {
    const beside = findBelow(holder, name, at[holder.depth]);
    // What stands beside is no neighbour where nothing of it is there.
    if (beside !== undefined && beside.there > 0) {
      return { ...here, below: beside.below, holder: beside.type, from: at.slice(0, holder.depth) };
    }
  }
  return undefined;
}

/** The field of nearly the same name; upper and lower case count alike, and of two as near the one that only adds letters. */
function closestName(name: string, { fields }: SchemaType): string | undefined {
  const folded = name.toLowerCase();
  let best: string | undefined;
  let least = Math.min(3, Math.floor((name.length + 1) / 3)) + 0.5;
  for (const field of fields.keys()) {
    const other = field.toLowerCase();
    if (Math.abs(other.length - folded.length) > least) continue;
    const distance = editDistance(folded, other) - (isWithin(folded, other) ? 0.25 : 0);
    if (distance < least && distance < field.length / 2) [best, least] = [field, distance];
  }
  return best;
}

/** Whether the letters of `a` are those of `b` with some left out. */
function isWithin(a: string, b: string): boolean {
  let at = 0;
  for (const letter of b) if (letter === a[at]) at++;
  return at === a.length;
}

/** How far below an object a field of the same name is looked for. */
const DEPTH = 2;

interface Inner {
  readonly type: SchemaType;
  readonly below: readonly string[];
  /** How many of the steps that lead to it stand in the object. */
  readonly there: number;
  readonly value: unknown;
}

/**
 * The nearest object below that has a field of the very name. Of several as near it is the one that most of is there; where
 * that does not tell and they are of different types, nobody knows which was meant. `except` is a field whose inside has been
 * looked through already.
 */
function findBelow({ type, value }: Pick<Holder, 'type' | 'value'>, name: string, except?: string | number): Inner | undefined {
  let level: readonly Inner[] = [{ type, below: [], there: 0, value }];
  for (let depth = 0; depth < DEPTH; depth++) {
    level = level.flatMap(innerObjects);
    const found = level.filter((inner) => inner.type.hasField(name) && inner.below[0]?.replace('[]', '') !== except);
    const most = Math.max(...found.map(({ there }) => there));
    const [first, ...others] = found.filter(({ there }) => there === most);
    if (first === undefined) continue;
    return others.every((other) => other.type === first.type) ? first : undefined;
  }
  return undefined;
}

/** The objects in the fields of an object; a status is not what people write. */
function innerObjects({ type, below, there, value }: Inner): readonly Inner[] {
  return [...type.fields.values()].flatMap((field) => {
    const inner = objectIn(field);
    if (inner === undefined || field.name === 'status' || field.name === 'managedFields') return [];
    const isList = field.type.kind === 'list';
    const held =
      typeof value === 'object' && value !== null && Object.hasOwn(value, field.name) ? value[field.name as never] : undefined;
    const first: unknown = isList && Array.isArray(held) ? held[0] : held;
    return [
      {
        type: inner,
        below: [...below, isList ? `${field.name}[]` : field.name],
        there: there + (first === undefined ? 0 : 1),
        value: first,
      },
    ];
  });
}

/** The object that a field holds, or each of whose items a list holds. */
function objectIn({ type }: Field): SchemaType | undefined {
  const inner = type.kind === 'list' ? type.items : type;
  return inner?.kind === 'object' ? inner : undefined;
}
