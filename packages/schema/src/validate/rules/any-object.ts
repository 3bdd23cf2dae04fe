import type { Formats } from '../formats.ts';
import { metadataLabels } from './labels.ts';
import { isEmpty, membersOf, missing, own, type Complaint, type Members } from './rule.ts';

/** What holds for every object: it has a name, or the server makes one, and its labels are labels. */
export function anyObject(value: Members, formats: Formats): readonly Complaint[] {
  const metadata = membersOf(own(value, 'metadata'));
  const labels = metadataLabels(value, formats);
  const isNamed = !isEmpty(own(metadata, 'name')) || !isEmpty(own(metadata, 'generateName'));
  return isNamed ? labels : [missing('metadata', 'name'), ...labels];
}
