import type { JsonObject } from '../../json.ts';
import { changedItems, lacksText } from './change.ts';

/** `SetDefaults_Endpoints` (kubernetes, pkg/apis/core/v1/defaults.go). */
export function endpoints(object: JsonObject): JsonObject {
  return changedItems(object, 'subsets', (subset) =>
    changedItems(subset, 'ports', (port) => (lacksText(port, 'protocol') ? { ...port, protocol: 'TCP' } : port)),
  );
}
