import { isArray, isObject, stringAt, type Json, type JsonObject, type Path } from '@bulwark/model';

import { hasMark } from './template-marks.ts';

/** What says which object it is. Marks in other values are usual: alert texts, Argo Workflow parameters, ApplicationSets. */
const NAMING_FIELDS: readonly Path[] = [
  ['apiVersion'],
  ['kind'],
  ['metadata', 'name'],
  ['metadata', 'generateName'],
  ['metadata', 'namespace'],
];

/** The field that shows that an object is a template still to be rendered: a mark in what names it, or in any key. */
export function templatedField(value: JsonObject): Path | undefined {
  return NAMING_FIELDS.find((path) => hasMark(stringAt(value, ...path) ?? '')) ?? templatedKey(value, []);
}

function templatedKey(value: Json | undefined, path: Path): Path | undefined {
  if (isArray(value)) {
    for (const [index, item] of value.entries()) {
      const found = templatedKey(item, [...path, index]);
      if (found !== undefined) return found;
    }
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      const here = [...path, key];
      const found = hasMark(key) ? here : templatedKey(item, here);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
