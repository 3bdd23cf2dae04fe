import { isArray, type JsonObject } from '../../json.ts';
import { changedField, lacks, withMissing } from './change.ts';

const METRICS = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }];
const ALL_OF_THEM = { type: 'Percent', value: 100, periodSeconds: 15 };
const SCALE_UP: JsonObject = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }, ALL_OF_THEM],
};
const SCALE_DOWN: JsonObject = { selectPolicy: 'Max', policies: [ALL_OF_THEM] };

/** `SetDefaults_HorizontalPodAutoscaler` (kubernetes, pkg/apis/autoscaling/v2/defaults.go). */
export function horizontalPodAutoscaler(object: JsonObject): JsonObject {
  return changedField(object, 'spec', (spec) => {
    const metrics = spec['metrics'] ?? [];
    const measured = isArray(metrics) && metrics.length === 0 ? { ...spec, metrics: METRICS } : spec;
    return changedField(measured, 'behavior', (behavior) =>
      withRules(withRules(behavior, 'scaleUp', SCALE_UP), 'scaleDown', SCALE_DOWN),
    );
  });
}

function withRules(behavior: JsonObject, field: string, rules: JsonObject): JsonObject {
  if (lacks(behavior, field)) return { ...behavior, [field]: rules };
  return changedField(behavior, field, (given) => withMissing(given, rules));
}
