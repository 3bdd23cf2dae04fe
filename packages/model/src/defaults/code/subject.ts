import type { JsonObject } from '../../json.ts';
import { lacksText } from './change.ts';

/** `SetDefaults_Subject` (kubernetes, pkg/apis/rbac/v1/defaults.go). A ServiceAccount is of the core group, which is empty. */
export function subject(object: JsonObject): JsonObject {
  const kind = object['kind'];
  const isNamed = kind === 'User' || kind === 'Group';
  return isNamed && lacksText(object, 'apiGroup') ? { ...object, apiGroup: 'rbac.authorization.k8s.io' } : object;
}
