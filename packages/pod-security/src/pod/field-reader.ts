import { isArray, isObject, member, type Json, type JsonArray, type JsonObject, type Path } from '@bulwark/model';
import type { FieldProblem } from './pod.ts';

const NOTHING: JsonObject = {};
const NO_ITEMS: JsonArray = [];
const SMALLEST_INT32 = -(2 ** 31);
const LARGEST_INT32 = 2 ** 31 - 1;

/**
 * Reads fields as the API server decodes them: null is as good as unset, and a value of another type than the field's makes
 * the server refuse the object. What is refused is noted with its place, and reads as unset.
 */
export class FieldReader {
  readonly problems: FieldProblem[] = [];
  readonly #path: (string | number)[] = [];

  /** Goes to a member or an item, so that what is noted has its place. Each `enter` has its `leave`. */
  enter(step: string | number): void {
    this.#path.push(step);
  }

  leave(): void {
    this.#path.pop();
  }

  /** The object at a field; an empty one where it is not set. */
  object(holder: JsonObject, field: string): JsonObject {
    return this.optionalObject(holder, field) ?? NOTHING;
  }

  optionalObject(holder: JsonObject, field: string): JsonObject | undefined {
    const value = own(holder, field);
    if (value === undefined || isObject(value)) return value;
    return this.#refuse(field, value, 'a map');
  }

  list(holder: JsonObject, field: string): JsonArray {
    const value = own(holder, field);
    if (value === undefined) return NO_ITEMS;
    return isArray(value) ? value : (this.#refuse(field, value, 'a list') ?? NO_ITEMS);
  }

  /** An item of the list that was entered: null is an object without members there. */
  item(value: Json, index: number): JsonObject {
    if (isObject(value)) return value;
    if (value !== null) this.#refuse(index, value, 'a map');
    return NOTHING;
  }

  boolean(holder: JsonObject, field: string): boolean | undefined {
    const value = own(holder, field);
    if (value === undefined || typeof value === 'boolean') return value;
    return this.#refuse(field, value, 'true or false');
  }

  /** Lone surrogates are no text in Go: what is read for them is all the same there. */
  text(holder: JsonObject, field: string): string | undefined {
    const value = own(holder, field);
    if (typeof value === 'string') return value.toWellFormed();
    return value === undefined ? undefined : this.#refuse(field, value, 'text');
  }

  /** A list of texts, where null is the empty one. */
  texts(holder: JsonObject, field: string): readonly string[] {
    const items = this.list(holder, field);
    if (items.length === 0) return NO_TEXTS;
    this.enter(field);
    const texts = items.map((item, index) =>
      typeof item === 'string' ? item.toWellFormed() : item === null ? '' : (this.#refuse(index, item, 'text') ?? ''),
    );
    this.leave();
    return texts;
  }

  /** A whole number of 32 bits. */
  int32(holder: JsonObject, field: string): number | undefined {
    const value = own(holder, field);
    if (value === undefined) return undefined;
    if (typeof value === 'number' && Number.isInteger(value) && value >= SMALLEST_INT32 && value <= LARGEST_INT32) return value;
    return this.#refuse(field, value, 'a whole number');
  }

  /** A whole number of 64 bits. */
  int64(holder: JsonObject, field: string): number | bigint | undefined {
    const value = own(holder, field);
    if (value === undefined || Number.isSafeInteger(value)) return value as number | undefined;
    if (typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))) {
      if (BigInt.asIntN(64, BigInt(value)) === BigInt(value)) return value;
    }
    return this.#refuse(field, value, 'a whole number');
  }

  #refuse(step: string | number, value: Json, wanted: string): undefined {
    const path = [...this.#path, step];
    this.problems.push({ path, reason: `${shortName(path)} is ${typeName(value)} and must be ${wanted}` });
    return undefined;
  }
}

const NO_TEXTS: readonly string[] = [];

function own(holder: JsonObject, field: string): Json | undefined {
  return member(holder, field) ?? undefined;
}

/** `hostPID`, `containers[0]`: the last name of a path, and the indexes after it. */
function shortName(path: Path): string {
  const from = path.findLastIndex((step) => typeof step === 'string');
  return path
    .slice(from)
    .map((step) => (typeof step === 'string' ? step : `[${step}]`))
    .join('');
}

function typeName(value: Json): string {
  if (isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'boolean':
      return String(value);
    case 'number':
    case 'bigint':
      return 'a number';
    default:
      return 'a map';
  }
}
