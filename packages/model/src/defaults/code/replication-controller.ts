import type { Draft } from '../draft.ts';
import { fillInTemplateLabels, lacksEntries, templateLabels } from './template-labels.ts';

/** `SetDefaults_ReplicationController` (kubernetes, pkg/apis/core/v1/defaults.go): the labels of its pods are its selector. */
export function replicationController(draft: Draft): void {
  const labels = templateLabels(draft);
  if (labels === undefined) return;
  draft.edit('spec', (spec) => {
    if (lacksEntries(spec, 'selector')) spec.set('selector', labels);
  });
  fillInTemplateLabels(draft);
}
