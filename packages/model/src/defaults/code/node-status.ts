import type { Draft } from '../draft.ts';

/** `SetDefaults_NodeStatus` (kubernetes, pkg/apis/core/v1/defaults.go). */
export function nodeStatus(status: Draft): void {
  if (status.lacks('allocatable') && !status.lacks('capacity')) status.set('allocatable', status.get('capacity'));
}
