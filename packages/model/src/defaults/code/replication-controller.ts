import { isObject, type JsonObject } from '../../json.ts';
import { changedField } from './change.ts';
import { isEmpty, templateLabels, withTemplateLabels } from './template-labels.ts';

/** `SetDefaults_ReplicationController` (kubernetes, pkg/apis/core/v1/defaults.go): the labels of its pods are its selector. */
export function replicationController(object: JsonObject): JsonObject {
  const labels = templateLabels(object);
  if (labels === undefined || isEmpty(labels)) return object;
  const selecting = changedField(object, 'spec', (spec) => {
    const selector = spec['selector'] ?? {};
    return isObject(selector) && isEmpty(selector) ? { ...spec, selector: labels } : spec;
  });
  return withTemplateLabels(selecting);
}
