import type { Draft } from '../draft.ts';

/**
 * `serviceAccount` is the old name of `serviceAccountName`: both say the same, and the new one wins. `SetDefaults_PodSpec`
 * (kubernetes, pkg/apis/core/v1/defaults.go); before 1.37 `Convert_v1_PodSpec_To_core_PodSpec` and its counterpart do it, so
 * that all minors store it.
 */
export function serviceAccountNames(spec: Draft): void {
  const current = spec.get('serviceAccountName') ?? '';
  const old = spec.get('serviceAccount') ?? '';
  const name = current === '' ? old : current;
  if (name === '' || typeof current !== 'string' || typeof old !== 'string') return;
  if (current !== name) spec.set('serviceAccountName', name);
  if (old !== name) spec.set('serviceAccount', name);
}
