import { isObject, objectAt, type JsonObject } from '../../json.ts';

/** The labels of the pods that a workload makes. */
export function templateLabels(object: JsonObject): JsonObject | undefined {
  return objectAt(object, 'spec', 'template', 'metadata', 'labels');
}

/** A workload without labels has those of its pods. */
export function withTemplateLabels(object: JsonObject): JsonObject {
  const labels = templateLabels(object);
  const metadata = object['metadata'] ?? {};
  if (labels === undefined || isEmpty(labels) || !isObject(metadata)) return object;
  const own = metadata['labels'] ?? {};
  return isObject(own) && isEmpty(own) ? { ...object, metadata: { ...metadata, labels } } : object;
}

export function isEmpty(object: JsonObject): boolean {
  return Object.keys(object).length === 0;
}
