import { objectAt, stringAt, type JsonObject, type Path } from '@bulwark/model';

import { hasMark } from './template-marks.ts';

/** What says which object it is. Marks in other values are usual: alert texts, Argo Workflow parameters, ApplicationSets. */
const NAMING_FIELDS: readonly Path[] = [
  ['apiVersion'],
  ['kind'],
  ['metadata', 'name'],
  ['metadata', 'generateName'],
  ['metadata', 'namespace'],
];

/** Maps whose keys the API server would refuse with a mark in them. Custom kinds may have such keys further down. */
const KEYED_MAPS: readonly Path[] = [[], ['metadata'], ['metadata', 'labels'], ['metadata', 'annotations'], ['data']];

/** The field that shows that an object is a template still to be rendered: a mark in what names it, or in a key. */
export function templatedField(value: JsonObject): Path | undefined {
  const named = NAMING_FIELDS.find((path) => hasMark(stringAt(value, ...path) ?? ''));
  if (named !== undefined) return named;
  for (const path of KEYED_MAPS) {
    const key = Object.keys(objectAt(value, ...path) ?? {}).find(hasMark);
    if (key !== undefined) return [...path, key];
  }
  return undefined;
}
