import { member, objectAt, type JsonObject } from '../../json.ts';
import { changedField, lacks } from './change.ts';

const KEEPS_ZERO = 'flowcontrol.k8s.io/v1beta3-preserve-zero-concurrency-shares';

/** `SetDefaults_PriorityLevelConfiguration` (kubernetes, pkg/apis/flowcontrol/v1beta3/defaults.go). */
export function priorityLevelConfiguration(object: JsonObject): JsonObject {
  if (member(objectAt(object, 'metadata', 'annotations'), KEEPS_ZERO) !== undefined) return object;
  return changedField(object, 'spec', (spec) =>
    changedField(spec, 'limited', (limited) => {
      const isOpen = lacks(limited, 'nominalConcurrencyShares') || limited['nominalConcurrencyShares'] === 0;
      return isOpen ? { ...limited, nominalConcurrencyShares: 30 } : limited;
    }),
  );
}
