import { booleanAt, isArray, isObject, listAt, stringAt, type JsonObject } from '../../json.ts';
import { changedField, lacks, lacksText } from './change.ts';

/** `SetDefaults_CustomResourceDefinition` (k8s.io/apiextensions-apiserver, pkg/apis/apiextensions/v1/defaults.go). */
export function customResourceDefinition(object: JsonObject): JsonObject {
  const status = object['status'] ?? {};
  const stored = isObject(status) ? (status['storedVersions'] ?? []) : undefined;
  if (!isObject(status) || !isArray(stored) || stored.length > 0) return object;
  const storage = listAt(object, 'spec', 'versions').find((version) => booleanAt(version, 'storage') === true);
  if (storage === undefined) return object;
  return { ...object, status: { ...status, storedVersions: [stringAt(storage, 'name') ?? ''] } };
}

/** `SetDefaults_CustomResourceDefinitionSpec`. */
export function customResourceDefinitionSpec(spec: JsonObject): JsonObject {
  const named = changedField(spec, 'names', withNames);
  return lacks(named, 'conversion') ? { ...named, conversion: { strategy: 'None' } } : named;
}

function withNames(names: JsonObject): JsonObject {
  const kind = names['kind'];
  if (typeof kind !== 'string' || kind === '') return names;
  const singular = lacksText(names, 'singular') ? { ...names, singular: kind.toLowerCase() } : names;
  return lacksText(names, 'listKind') ? { ...singular, listKind: `${kind}List` } : singular;
}
