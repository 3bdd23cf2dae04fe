import { isObject } from '../../json.ts';
import type { Draft } from '../draft.ts';

const NAME_LABEL = 'kubernetes.io/metadata.name';

/** `SetDefaults_Namespace` (kubernetes, pkg/apis/core/v1/defaults.go): every namespace has its name as a label. */
export function namespace(draft: Draft): void {
  draft.edit('metadata', (metadata) => {
    const name = metadata.get('name');
    const labels = metadata.get('labels') ?? {};
    if (typeof name !== 'string' || name === '' || !isObject(labels)) return;
    const label = labels[NAME_LABEL] ?? '';
    if (typeof label === 'string' && label !== name) metadata.set('labels', { ...labels, [NAME_LABEL]: name });
  });
}
