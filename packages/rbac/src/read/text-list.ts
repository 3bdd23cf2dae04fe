import { isArray, member, type JsonObject } from '@bulwark/model';

const NONE: readonly string[] = [];

/** The list of texts at a key; empty where it is absent or null, undefined where it holds anything that is no text. */
export function textList(value: JsonObject, key: string): readonly string[] | undefined {
  const list = member(value, key);
  if (list === undefined || list === null) return NONE;
  if (!isArray(list)) return undefined;
  return list.every((item) => typeof item === 'string') ? list : undefined;
}

/** The text at a key; empty where it is absent or null, undefined where it is anything else. */
export function textOrEmpty(value: JsonObject, key: string): string | undefined {
  const text = member(value, key);
  if (text === undefined || text === null) return '';
  return typeof text === 'string' ? text : undefined;
}
