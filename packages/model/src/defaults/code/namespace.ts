import { isObject, type JsonObject } from '../../json.ts';
import { changedField } from './change.ts';

const NAME_LABEL = 'kubernetes.io/metadata.name';

/** `SetDefaults_Namespace` (kubernetes, pkg/apis/core/v1/defaults.go): every namespace has its name as a label. */
export function namespace(object: JsonObject): JsonObject {
  return changedField(object, 'metadata', (metadata) => {
    const name = metadata['name'];
    const labels = metadata['labels'] ?? {};
    if (typeof name !== 'string' || name === '' || !isObject(labels) || labels[NAME_LABEL] === name) return metadata;
    return { ...metadata, labels: { ...labels, [NAME_LABEL]: name } };
  });
}
