import { isArray, isObject, type Json, type JsonArray, type JsonObject } from '../json.ts';

const EMPTY: JsonObject = {};

/**
 * An object that is being filled in. It is copied when the first thing changes, and then only once; what does not change is
 * shared with the object that was given, which stays as it is.
 *
 * Fields are read without asking whether they are the object's own: their names come from Kubernetes, none of whose fields
 * is called as anything that every JavaScript object has.
 */
export class Draft {
  #value: JsonObject;
  #copy: Record<string, Json | undefined> | undefined;

  constructor(object: JsonObject) {
    this.#value = object;
  }

  /** The object as it is now: the one that was given, as long as nothing has changed. */
  get value(): JsonObject {
    return this.#value;
  }

  get(field: string): Json | undefined {
    return this.#value[field];
  }

  /** Whether a field has no value: what Go calls nil. */
  lacks(field: string): boolean {
    const value = this.#value[field];
    return value === undefined || value === null;
  }

  /** Whether a field has no value, or the empty text. */
  lacksText(field: string): boolean {
    return this.lacks(field) || this.#value[field] === '';
  }

  /** Whether a field has no value, or zero. */
  lacksNumber(field: string): boolean {
    return this.lacks(field) || this.#value[field] === 0;
  }

  set(field: string, value: Json | undefined): void {
    if (this.#copy === undefined) {
      this.#copy = { ...this.#value };
      this.#value = this.#copy;
    }
    this.#copy[field] = value;
  }

  remove(field: string): void {
    if (!Object.hasOwn(this.#value, field)) return;
    const { [field]: _, ...rest } = this.#value;
    this.#copy = rest;
    this.#value = rest;
  }

  setMissing(field: string, value: Json | undefined): void {
    if (this.lacks(field)) this.set(field, value);
  }

  /** Sets all fields of another object that this one lacks. */
  setAllMissing(fields: JsonObject): void {
    for (const field of Object.keys(fields)) this.setMissing(field, fields[field]);
  }

  /** Changes the object in a field. What is no object there stays as it is. */
  edit(field: string, change: (draft: Draft) => void): void {
    this.#edit(field, this.#value[field], change);
  }

  /** The same for an object that is there although nobody wrote it. It is put there if it does not stay empty. */
  editAlways(field: string, change: (draft: Draft) => void): void {
    this.#edit(field, this.#value[field] ?? EMPTY, change);
  }

  #edit(field: string, value: Json | undefined, change: (draft: Draft) => void): void {
    if (!isObject(value)) return;
    const next = edited(value, change);
    if (next !== value) this.set(field, next);
  }

  /** Changes every object in a list. A null among them is an empty object, as Go reads it. */
  editItems(field: string, change: (draft: Draft) => void): void {
    const items = this.#value[field];
    if (!isArray(items)) return;
    const next = editedItems(items, change);
    if (next !== items) this.set(field, next);
  }
}

/** The object with its changes; the object itself where there are none. */
export function edited(object: JsonObject, change: (draft: Draft) => void): JsonObject {
  const draft = new Draft(object);
  change(draft);
  return draft.value;
}

function editedItems(items: JsonArray, change: (draft: Draft) => void): JsonArray {
  let copy: Json[] | undefined;
  for (let index = 0; index < items.length; index++) {
    const before = items[index] === null ? EMPTY : items[index];
    if (!isObject(before)) continue;
    const next = edited(before, change);
    if (next === before) continue;
    copy ??= [...items];
    copy[index] = next;
  }
  return copy ?? items;
}
