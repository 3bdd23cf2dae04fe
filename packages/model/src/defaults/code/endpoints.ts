import type { Draft } from '../draft.ts';

/** `SetDefaults_Endpoints` (kubernetes, pkg/apis/core/v1/defaults.go). */
export function endpoints(draft: Draft): void {
  draft.editItems('subsets', (subset) => {
    subset.editItems('ports', (port) => {
      if (port.lacksText('protocol')) port.set('protocol', 'TCP');
    });
  });
}
