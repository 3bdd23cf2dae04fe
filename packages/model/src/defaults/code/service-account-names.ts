import type { JsonObject } from '../../json.ts';
import { lacksText } from './change.ts';

/**
 * `serviceAccount` is the old name of `serviceAccountName`: both say the same, and the new one wins. `SetDefaults_PodSpec`
 * (kubernetes, pkg/apis/core/v1/defaults.go); before 1.37 `Convert_v1_PodSpec_To_core_PodSpec` and its counterpart do it, so
 * that all minors store it.
 */
export function serviceAccountNames(spec: JsonObject): JsonObject {
  const name = lacksText(spec, 'serviceAccountName') ? spec['serviceAccount'] : spec['serviceAccountName'];
  if (typeof name !== 'string' || name === '') return spec;
  const isSaid = spec['serviceAccountName'] === name && spec['serviceAccount'] === name;
  return isSaid ? spec : { ...spec, serviceAccountName: name, serviceAccount: name };
}
