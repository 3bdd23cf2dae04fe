import type { Draft } from '../draft.ts';

/**
 * `serviceAccount` is the old name of `serviceAccountName`: both say the same, and the new one wins. `SetDefaults_PodSpec`
 * (kubernetes, pkg/apis/core/v1/defaults.go); before 1.37 `Convert_v1_PodSpec_To_core_PodSpec` and its counterpart do it, so
 * that all minors store it.
 */
export function serviceAccountNames(spec: Draft): void {
  const name = spec.lacksText('serviceAccountName') ? spec.get('serviceAccount') : spec.get('serviceAccountName');
  if (typeof name !== 'string' || name === '') return;
  if (spec.get('serviceAccountName') !== name) spec.set('serviceAccountName', name);
  if (spec.get('serviceAccount') !== name) spec.set('serviceAccount', name);
}
