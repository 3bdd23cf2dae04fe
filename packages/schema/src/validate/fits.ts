import type { SchemaType } from '../schema-type.ts';
import type { Formats } from './formats.ts';
import { isBase64, isInt32, isInt64, isMicroTime, isNumber, isTime } from './scalars.ts';

/**
 * Whether the API server reads `value` as `type` without a word, as with `fieldValidation=Strict`. It says no more than that,
 * because nearly every object fits: what does not fit, and where, is found by `decodingProblems`.
 *
 * `lenient` is for what the server reads by code that passes over unknown fields: schemas in the place of a schema or a list.
 */
export function fits(value: unknown, type: SchemaType, formats: Formats, lenient = false): boolean {
  if (value === null || value === undefined) return true;
  switch (type.kind) {
    case 'object':
      return fitsObject(value, type, formats, lenient);
    case 'list':
      return fitsList(value, type, formats, lenient);
    case 'map':
      return fitsMap(value, type, formats, lenient);
    case 'schema-or-list':
    case 'schema-or-boolean':
    case 'schema-or-strings':
      return fitsChoice(value, type, formats);
    default:
      return fitsScalar(value, type, formats);
  }
}

/** The loops look at texts themselves: they are most of what an object holds. */
function fitsObject(value: unknown, type: SchemaType, formats: Formats, lenient: boolean): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { fields } = type;
  const members = value as Readonly<Record<string, unknown>>;
  for (const name in members) {
    const field = fields.get(name);
    if (field === undefined) {
      if (lenient || type.open || !Object.hasOwn(members, name)) continue;
      return false;
    }
    const inner = members[name];
    if (typeof inner === 'string' && field.type.kind === 'string') continue;
    if (!fits(inner, field.type, formats, lenient)) return false;
  }
  return true;
}

function fitsList(value: unknown, { items }: SchemaType, formats: Formats, lenient: boolean): boolean {
  if (!Array.isArray(value)) return false;
  if (items === undefined) return true;
  const isText = items.kind === 'string';
  for (const item of value as readonly unknown[]) {
    if (!(isText && typeof item === 'string') && !fits(item, items, formats, lenient)) return false;
  }
  return true;
}

function fitsMap(value: unknown, { items }: SchemaType, formats: Formats, lenient: boolean): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  if (items === undefined) return true;
  const isText = items.kind === 'string';
  const members = value as Readonly<Record<string, unknown>>;
  for (const name in members) {
    const inner = members[name];
    if (!(isText && typeof inner === 'string') && !fits(inner, items, formats, lenient)) return false;
  }
  return true;
}

/** k8s.io/apiextensions-apiserver, pkg/apis/apiextensions/v1/marshal.go. */
function fitsChoice(value: unknown, { kind, items }: SchemaType, formats: Formats): boolean {
  if (items === undefined) return true;
  if (!Array.isArray(value)) {
    if (typeof value === 'object') return fits(value, items, formats, true);
    return kind !== 'schema-or-boolean' || typeof value === 'boolean';
  }
  if (kind === 'schema-or-boolean') return false;
  const list = value as readonly unknown[];
  return kind === 'schema-or-strings'
    ? list.every((item) => item === null || typeof item === 'string')
    : list.every((item) => fits(item, items, formats, true));
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
