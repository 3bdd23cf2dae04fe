import type { Draft } from '../draft.ts';
import { fillInTemplateLabels } from './template-labels.ts';

/** What a `backoffLimitPerIndex` makes of the limit of the whole job. */
const NO_LIMIT = 2 ** 31 - 1;

/** `SetDefaults_Job` (kubernetes, pkg/apis/batch/v1/defaults.go). The jobs of a CronJob get this when they are made. */
export function job(draft: Draft): void {
  draft.edit('spec', (spec) => {
    if (spec.lacks('parallelism')) spec.setMissing('completions', 1);
    spec.setMissing('parallelism', 1);
    spec.setMissing('backoffLimit', spec.lacks('backoffLimitPerIndex') ? 6 : NO_LIMIT);
    spec.setMissing('podReplacementPolicy', spec.lacks('podFailurePolicy') ? 'TerminatingOrFailed' : 'Failed');
  });
  fillInTemplateLabels(draft);
}

/** The same while it did what later minors do for each pattern. */
export function jobWithPatterns(draft: Draft): void {
  job(draft);
  draft.edit('spec', (spec) => {
    spec.edit('podFailurePolicy', (policy) => {
      policy.editItems('rules', (rule) => rule.editItems('onPodConditions', fillInStatus));
    });
  });
}

function fillInStatus(pattern: Draft): void {
  if (pattern.lacksText('status')) pattern.set('status', 'True');
}
