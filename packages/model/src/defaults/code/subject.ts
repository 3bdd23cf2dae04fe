import type { Draft } from '../draft.ts';

/** `SetDefaults_Subject` (kubernetes, pkg/apis/rbac/v1/defaults.go). A ServiceAccount is of the core group, which is empty. */
export function subject(draft: Draft): void {
  const kind = draft.get('kind');
  const isNamed = kind === 'User' || kind === 'Group';
  if (isNamed && draft.lacksText('apiGroup')) draft.set('apiGroup', 'rbac.authorization.k8s.io');
}
