import { isObject, objectAt, type JsonObject } from '../../json.ts';
import type { Draft } from '../draft.ts';

/** The labels of the pods that a workload makes; undefined where they have none. */
export function templateLabels({ value }: Draft): JsonObject | undefined {
  const labels = objectAt(value, 'spec', 'template', 'metadata', 'labels');
  return labels === undefined || isEmpty(labels) ? undefined : labels;
}

/** A workload without labels has those of its pods. */
export function fillInTemplateLabels(draft: Draft): void {
  const labels = templateLabels(draft);
  if (labels === undefined) return;
  draft.editAlways('metadata', (metadata) => {
    if (lacksEntries(metadata, 'labels')) metadata.set('labels', labels);
  });
}

/** Whether a field has no map, or an empty one. */
export function lacksEntries(draft: Draft, field: string): boolean {
  const value = draft.get(field) ?? {};
  return isObject(value) && isEmpty(value);
}

export function isEmpty(object: JsonObject): boolean {
  return Object.keys(object).length === 0;
}
