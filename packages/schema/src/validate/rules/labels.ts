import type { Formats } from '../formats.ts';
import { FINE, invalid, isEmpty, listOf, membersOf, missing, own, type Complaint, type Members } from './rule.ts';

const KEY = 'must have a name of up to 63 letters, digits, -, _ and ., perhaps after a DNS name and a slash, as its key';
const VALUE = 'must be up to 63 letters, digits, -, _ and ., with a letter or digit at both ends';

const LABELS = ['metadata', 'labels'] as const;
const MATCH_LABELS = ['matchLabels'] as const;

/** Labels by key (k8s.io/apimachinery, pkg/apis/meta/v1/validation: ValidateLabels). */
function labelMap(labels: unknown, formats: Formats, below: readonly string[]): readonly Complaint[] {
  const members = membersOf(labels);
  let wrong: Complaint[] | undefined;
  for (const key in members) {
    if (isLabel(key, members[key], formats)) continue;
    (wrong ??= []).push(invalid(formats.isLabelKey(key) ? VALUE : KEY, ...below, key));
  }
  return wrong ?? FINE;
}

function isLabel(key: string, value: unknown, formats: Formats): boolean {
  return formats.isLabelKey(key) && (typeof value !== 'string' || formats.isLabelValue(value));
}

export function labelSelector(value: Members, formats: Formats): readonly Complaint[] {
  return labelMap(own(value, 'matchLabels'), formats, MATCH_LABELS);
}

export function labelSelectorRequirement(value: Members, formats: Formats): readonly Complaint[] {
  const key = own(value, 'key');
  const operator = own(value, 'operator');
  const values = own(value, 'values');
  const needsValues = operator === 'In' || operator === 'NotIn';
  return [
    ...(typeof key !== 'string' || key === '' || formats.isLabelKey(key) ? FINE : [invalid(KEY, 'key')]),
    ...(needsValues && isEmpty(values) ? [missing('values')] : FINE),
    ...((operator === 'Exists' || operator === 'DoesNotExist') && !isEmpty(values)
      ? [invalid(`must be empty for ${operator}`, 'values')]
      : FINE),
    ...listOf(values).flatMap((each, index) =>
      typeof each !== 'string' || formats.isLabelValue(each) ? [] : [invalid(VALUE, 'values', index)],
    ),
  ];
}

/** The labels of an object or of the pods of a template. */
export function metadataLabels(value: Members, formats: Formats): readonly Complaint[] {
  return labelMap(own(membersOf(own(value, 'metadata')), 'labels'), formats, LABELS);
}
