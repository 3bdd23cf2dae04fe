import type { JsonObject } from '../../json.ts';
import type { Draft } from '../draft.ts';

const ROLLING = 'RollingUpdate';

/** `SetDefaults_Deployment` (kubernetes, pkg/apis/apps/v1/defaults.go). */
export function deployment(draft: Draft): void {
  fillInRollingUpdate(draft, 'strategy', { maxUnavailable: '25%', maxSurge: '25%' });
}

/** `SetDefaults_DaemonSet`. */
export function daemonSet(draft: Draft): void {
  fillInRollingUpdate(draft, 'updateStrategy', { maxUnavailable: 1, maxSurge: 0 });
}

function fillInRollingUpdate(draft: Draft, field: string, missing: JsonObject): void {
  draft.edit('spec', (spec) => {
    spec.edit(field, (strategy) => {
      if (strategy.get('type') !== ROLLING) return;
      strategy.setMissing('rollingUpdate', {});
      strategy.edit('rollingUpdate', (update) => update.setAllMissing(missing));
    });
  });
}

/** `SetDefaults_StatefulSet`. */
export function statefulSet(draft: Draft): void {
  fillInPartition(draft, { partition: 0 });
}

/** The same once MaxUnavailableStatefulSet was on. */
export function statefulSetWithMaxUnavailable(draft: Draft): void {
  fillInPartition(draft, { partition: 0, maxUnavailable: 1 });
}

/** A strategy that names the type gets no `rollingUpdate`: only what is in one is filled in. */
function fillInPartition(draft: Draft, missing: JsonObject): void {
  draft.edit('spec', (spec) => {
    spec.editAlways('updateStrategy', (strategy) => {
      if (strategy.lacksText('type')) {
        strategy.set('type', ROLLING);
        strategy.setMissing('rollingUpdate', {});
      }
      if (strategy.get('type') === ROLLING) strategy.edit('rollingUpdate', (update) => update.setAllMissing(missing));
    });
  });
}
