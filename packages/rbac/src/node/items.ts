import { isObject, listAt, type JsonObject } from '@bulwark/model';

/** The objects of a list, with their places; what is no object is passed over. */
export function items(value: JsonObject, key: string): readonly (readonly [JsonObject, number])[] {
  return listAt(value, key).flatMap((item, index) => (isObject(item) ? [[item, index] as const] : []));
}
