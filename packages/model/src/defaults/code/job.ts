import type { JsonObject } from '../../json.ts';
import { changedField, changedItems, lacks, lacksText, withMissing } from './change.ts';
import { withTemplateLabels } from './template-labels.ts';

/** What a `backoffLimitPerIndex` makes of the limit of the whole job. */
const NO_LIMIT = 2 ** 31 - 1;

/** `SetDefaults_Job` (kubernetes, pkg/apis/batch/v1/defaults.go). The jobs of a CronJob get this when they are made. */
export function job(object: JsonObject): JsonObject {
  return withTemplateLabels(changedField(object, 'spec', jobSpec));
}

/** The same while it did what later minors do for each pattern. */
export function jobWithPatterns(object: JsonObject): JsonObject {
  return changedField(job(object), 'spec', (spec) =>
    changedField(spec, 'podFailurePolicy', (policy) =>
      changedItems(policy, 'rules', (rule) => changedItems(rule, 'onPodConditions', withStatus)),
    ),
  );
}

function jobSpec(spec: JsonObject): JsonObject {
  return withMissing(spec, {
    ...(lacks(spec, 'completions') && lacks(spec, 'parallelism') ? { completions: 1 } : {}),
    parallelism: 1,
    backoffLimit: lacks(spec, 'backoffLimitPerIndex') ? 6 : NO_LIMIT,
    podReplacementPolicy: lacks(spec, 'podFailurePolicy') ? 'TerminatingOrFailed' : 'Failed',
  });
}

function withStatus(pattern: JsonObject): JsonObject {
  return lacksText(pattern, 'status') ? { ...pattern, status: 'True' } : pattern;
}
