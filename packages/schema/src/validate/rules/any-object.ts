import type { Formats } from '../formats.ts';
import { metadataLabels } from './labels.ts';
import { objectName } from './names.ts';
import { isEmpty, membersOf, missing, own, type Complaint, type Members } from './rule.ts';

/** What holds for every object: it has a name, or the server makes one, and its labels are labels. */
export function anyObject(value: Members, formats: Formats): readonly Complaint[] {
  const metadata = membersOf(own(value, 'metadata'));
  const isNamed = !isEmpty(own(metadata, 'name')) || !isEmpty(own(metadata, 'generateName'));
  const labels = metadataLabels(value, formats);
  const name = isNamed ? objectName(value) : [missing('metadata', 'name')];
  return name.length === 0 ? labels : [...name, ...labels];
}
