import { member, objectAt } from '../../json.ts';
import type { Draft } from '../draft.ts';

const KEEPS_ZERO = 'flowcontrol.k8s.io/v1beta3-preserve-zero-concurrency-shares';

/** `SetDefaults_PriorityLevelConfiguration` (kubernetes, pkg/apis/flowcontrol/v1beta3/defaults.go). */
export function priorityLevelConfiguration(draft: Draft): void {
  if (member(objectAt(draft.value, 'metadata', 'annotations'), KEEPS_ZERO) !== undefined) return;
  draft.edit('spec', (spec) => {
    spec.edit('limited', (limited) => {
      if (limited.lacksNumber('nominalConcurrencyShares')) limited.set('nominalConcurrencyShares', 30);
    });
  });
}
