import { isArray, member, type JsonObject } from '@bulwark/model';

const NONE: readonly string[] = [];

/**
 * The list of texts at a key; empty where it is absent or null, undefined where it holds anything that is no text. A null in it
 * is the empty text, as for Go's decoder.
 */
export function textList(value: JsonObject, key: string): readonly string[] | undefined {
  const list = member(value, key);
  if (list === undefined || list === null) return NONE;
  if (!isArray(list)) return undefined;
  const texts = list.map((item) => item ?? '');
  return texts.every((item) => typeof item === 'string') ? texts : undefined;
}

/** The text at a key; empty where it is absent or null, undefined where it is anything else. */
export function textOrEmpty(value: JsonObject, key: string): string | undefined {
  const text = member(value, key);
  if (text === undefined || text === null) return '';
  return typeof text === 'string' ? text : undefined;
}
