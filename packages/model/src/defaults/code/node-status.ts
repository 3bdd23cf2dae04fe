import type { JsonObject } from '../../json.ts';
import { lacks } from './change.ts';

/** `SetDefaults_NodeStatus` (kubernetes, pkg/apis/core/v1/defaults.go). */
export function nodeStatus(status: JsonObject): JsonObject {
  const capacity = status['capacity'];
  return lacks(status, 'allocatable') && !lacks(status, 'capacity') ? { ...status, allocatable: capacity } : status;
}
