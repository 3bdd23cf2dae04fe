import type { Field, SchemaType } from '../schema-type.ts';
import type { Formats } from './formats.ts';
import type { Complaint, Members, Rule } from './rules/rule.ts';
import { isBase64, isInt32, isInt64, isMicroTime, isNumber, isTime } from './scalars.ts';

/** How strictly a value is looked at: any of these, or none of them. */
export const MODE = {
  STRICT: 0,
  /** Unknown fields are passed over, as by code of Kubernetes that reads some values on its own. */
  LENIENT: 1,
  /** What is missing is elsewhere. */
  PARTIAL: 2,
  /** Values are read and not validated: a status, which the server drops where people send it. */
  UNJUDGED: 4,
} as const;

/**
 * Whether the API server takes `value` as `type` without a word, as with `fieldValidation=Strict`. It says no more than that,
 * because nearly every object fits: what does not fit, and where, is found by `problemsOf`.
 */
export function fits(value: unknown, type: SchemaType, formats: Formats, mode: number): boolean {
  if (value === null || value === undefined) return true;
  switch (type.kind) {
    case 'object':
      return fitsObject(value, type, formats, mode);
    case 'list':
      return fitsList(value, type, formats, mode);
    case 'map':
      return fitsMap(value, type, formats, mode);
    case 'schema-or-list':
    case 'schema-or-boolean':
    case 'schema-or-strings':
      return fitsChoice(value, type, formats, mode);
    default:
      return fitsScalar(value, type, formats) && ((mode & MODE.UNJUDGED) !== 0 || isSupported(value, type));
  }
}

/** The loops look at texts themselves: they are most of what an object holds. */
function fitsObject(value: unknown, type: SchemaType, formats: Formats, mode: number): boolean {
  if (!isMap(value)) return false;
  const { fields } = type;
  for (const name in value) {
    const field = fields.get(name);
    if (field === undefined) {
      if ((mode & MODE.LENIENT) !== 0 || type.open || !Object.hasOwn(value, name)) continue;
      return false;
    }
    const inner = value[name];
    if (typeof inner === 'string' && field.type.isText) continue;
    if (!fits(inner, field.type, formats, name === 'status' ? mode | MODE.UNJUDGED : mode)) return false;
  }
  return (mode & MODE.UNJUDGED) !== 0 || isWhole(value, type, formats, mode);
}

function isWhole(value: Members, { demands, rule }: SchemaType, formats: Formats, mode: number): boolean {
  if ((mode & MODE.PARTIAL) === 0) {
    // No object inherits a member of the name of a field.
    for (let index = 0; index < demands.length; index++) {
      const field = demands[index];
      if (field !== undefined && !isGiven(value[field.name], field)) return false;
    }
  }
  return rule === undefined || complaintsOf(rule, value, formats, mode).length === 0;
}

export function isMap(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a rule has against an object; of a part of one not what is missing. */
export function complaintsOf(rule: Rule, members: Members, formats: Formats, mode: number): readonly Complaint[] {
  const complaints = rule(members, formats);
  if (complaints.length === 0 || (mode & MODE.PARTIAL) === 0) return complaints;
  return complaints.filter(({ problem }) => problem === 'invalid-value');
}

/** Whether the value of a field that the API server demands is one. A null is none but where the field says that it is one. */
export function isGiven(value: unknown, { type, demanded }: Field): boolean {
  if (value === undefined || value === null) return value === null && type.nullable;
  return demanded === 'present' || !(value === '' || (Array.isArray(value) && value.length === 0));
}

/** Whether a text is one of those that a field takes. Of built-in kinds an empty text is the same as none. */
export function isSupported(value: unknown, { values, name }: SchemaType): boolean {
  if (values === undefined || typeof value !== 'string') return true;
  return values.has(value) || (value === '' && name !== undefined);
}

function fitsList(value: unknown, { items }: SchemaType, formats: Formats, mode: number): boolean {
  if (!Array.isArray(value)) return false;
  if (items === undefined) return true;
  const { isText } = items;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (!(isText && typeof item === 'string') && !fits(item, items, formats, mode)) return false;
  }
  return true;
}

function fitsMap(value: unknown, { items }: SchemaType, formats: Formats, mode: number): boolean {
  if (!isMap(value)) return false;
  if (items === undefined) return true;
  const { isText } = items;
  for (const name in value) {
    const inner = value[name];
    if (!(isText && typeof inner === 'string') && !fits(inner, items, formats, mode)) return false;
  }
  return true;
}

/** k8s.io/apiextensions-apiserver, pkg/apis/apiextensions/v1/marshal.go. */
function fitsChoice(value: unknown, { kind, items }: SchemaType, formats: Formats, outer: number): boolean {
  if (items === undefined) return true;
  const mode = outer | MODE.LENIENT;
  if (!Array.isArray(value)) {
    if (typeof value === 'object') return fits(value, items, formats, mode);
    return kind !== 'schema-or-boolean' || typeof value === 'boolean';
  }
  if (kind === 'schema-or-boolean') return false;
  const list = value as readonly unknown[];
  return kind === 'schema-or-strings'
    ? list.every((item) => item === null || typeof item === 'string')
    : list.every((item) => fits(item, items, formats, mode));
}

/** Whether a value that is not null is read as a type that has nothing inside. */
export function fitsScalar(value: unknown, type: SchemaType, formats: Formats): boolean {
  switch (type.kind) {
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'int32':
      return isInt32(value);
    case 'int64':
      return isInt64(value);
    case 'double':
      return isNumber(value);
    case 'quantity':
      return formats.isQuantity(value);
    case 'int-or-string':
      return typeof value === 'string' || isInt32(value);
    case 'integer-or-string':
      return typeof value === 'string' || isInt64(value);
    default:
      return fitsText(value, type.kind);
  }
}

function fitsText(value: unknown, kind: SchemaType['kind']): boolean {
  if (kind === 'any') return true;
  // Go reads a list of small numbers as bytes too.
  if (kind === 'bytes' && Array.isArray(value)) return value.every((item) => item === null || isByte(item));
  if (typeof value !== 'string') return false;
  if (kind === 'bytes') return isBase64(value);
  return kind === 'time' ? isTime(value) : kind !== 'micro-time' || isMicroTime(value);
}

function isByte(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255;
}
