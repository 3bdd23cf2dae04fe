import { isObject, type JsonObject } from '../../json.ts';
import { changedField, lacks, lacksText, withMissing } from './change.ts';

/** `SetDefaults_Deployment` (kubernetes, pkg/apis/apps/v1/defaults.go). */
export function deployment(object: JsonObject): JsonObject {
  return withRollingUpdate(object, 'strategy', { maxUnavailable: '25%', maxSurge: '25%' });
}

/** `SetDefaults_DaemonSet`. */
export function daemonSet(object: JsonObject): JsonObject {
  return withRollingUpdate(object, 'updateStrategy', { maxUnavailable: 1, maxSurge: 0 });
}

function withRollingUpdate(object: JsonObject, field: string, missing: JsonObject): JsonObject {
  return changedField(object, 'spec', (spec) =>
    changedField(spec, field, (strategy) => {
      if (strategy['type'] !== ROLLING) return strategy;
      const whole = withMissing(strategy, { rollingUpdate: {} });
      return changedField(whole, 'rollingUpdate', (update) => withMissing(update, missing));
    }),
  );
}

const ROLLING = 'RollingUpdate';

/** `SetDefaults_StatefulSet`. */
export function statefulSet(object: JsonObject): JsonObject {
  return withPartition(object, { partition: 0 });
}

/** The same once MaxUnavailableStatefulSet was on. */
export function statefulSetWithMaxUnavailable(object: JsonObject): JsonObject {
  return withPartition(object, { partition: 0, maxUnavailable: 1 });
}

/** A strategy that names the type gets no `rollingUpdate`: only what is in one is filled in. */
function withPartition(object: JsonObject, missing: JsonObject): JsonObject {
  return changedField(object, 'spec', (spec) => {
    const strategy = spec['updateStrategy'] ?? {};
    if (!isObject(strategy)) return spec;
    const isTyped = !lacksText(strategy, 'type');
    const typed = isTyped ? strategy : { ...withMissing(strategy, { rollingUpdate: {} }), type: ROLLING };
    if (typed['type'] !== ROLLING || lacks(typed, 'rollingUpdate')) return spec;
    const next = changedField(typed, 'rollingUpdate', (update) => withMissing(update, missing));
    return next === strategy ? spec : { ...spec, updateStrategy: next };
  });
}
