import type { Formats } from '../formats.ts';
import { FINE, invalid, isEmpty, listOf, membersOf, missing, own, type Complaint, type Members } from './rule.ts';

const KEY = 'must have a name of up to 63 letters, digits, -, _ and ., perhaps after a DNS name and a slash, as its key';
const VALUE = 'must be up to 63 letters, digits, -, _ and ., with a letter or digit at both ends';

/** Labels by key (k8s.io/apimachinery, pkg/apis/meta/v1/validation: ValidateLabels). */
function labelMap(labels: unknown, formats: Formats, ...below: readonly string[]): readonly Complaint[] {
  const members = membersOf(labels);
  const keys = Object.keys(members);
  if (keys.every((key) => isLabel(key, members[key], formats))) return FINE;
  const wrong = keys.filter((key) => !isLabel(key, members[key], formats));
  return wrong.map((key) => invalid(formats.isLabelKey(key) ? VALUE : KEY, ...below, key));
}

function isLabel(key: string, value: unknown, formats: Formats): boolean {
  return formats.isLabelKey(key) && (typeof value !== 'string' || formats.isLabelValue(value));
}

export function labelSelector(value: Members, formats: Formats): readonly Complaint[] {
  return labelMap(own(value, 'matchLabels'), formats, 'matchLabels');
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
  return labelMap(own(membersOf(own(value, 'metadata')), 'labels'), formats, 'metadata', 'labels');
}
