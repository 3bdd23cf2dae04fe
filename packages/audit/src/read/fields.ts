import { isArray, isObject, member, type Json } from '@bulwark/model';

/** A value of a type that the API server does not write there. */
export class WrongField extends Error {}

/** The text at a key; empty where it is absent or null. */
export function textOf(value: Json | undefined, key: string): string {
  const text = member(value, key);
  if (text === undefined || text === null) return '';
  if (typeof text !== 'string') throw new WrongField(`${key} is no text`);
  return text;
}

const NONE: readonly string[] = [];

export function textsOf(value: Json | undefined, key: string): readonly string[] {
  const list = member(value, key);
  if (list === undefined || list === null) return NONE;
  if (!isArray(list) || !list.every((item) => typeof item === 'string')) throw new WrongField(`${key} is no list of texts`);
  return list;
}

/** The object at a key, or undefined where it is absent or null. */
export function partOf(value: Json | undefined, key: string): Json | undefined {
  const part = member(value, key);
  if (part === undefined || part === null) return undefined;
  if (!isObject(part)) throw new WrongField(`${key} is no object`);
  return part;
}
