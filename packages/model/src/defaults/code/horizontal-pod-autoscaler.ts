import { isArray, type JsonObject } from '../../json.ts';
import type { Draft } from '../draft.ts';

const METRICS = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }];
const ALL_OF_THEM = { type: 'Percent', value: 100, periodSeconds: 15 };
const SCALE_UP: JsonObject = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }, ALL_OF_THEM],
};
const SCALE_DOWN: JsonObject = { selectPolicy: 'Max', policies: [ALL_OF_THEM] };

/** `SetDefaults_HorizontalPodAutoscaler` (kubernetes, pkg/apis/autoscaling/v2/defaults.go). */
export function horizontalPodAutoscaler(draft: Draft): void {
  draft.edit('spec', (spec) => {
    const metrics = spec.get('metrics') ?? [];
    if (isArray(metrics) && metrics.length === 0) spec.set('metrics', METRICS);
    spec.edit('behavior', (behavior) => {
      behavior.editAlways('scaleUp', (rules) => rules.setAllMissing(SCALE_UP));
      behavior.editAlways('scaleDown', (rules) => rules.setAllMissing(SCALE_DOWN));
    });
  });
}
