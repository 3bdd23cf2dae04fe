import type { SchemaType } from '@bulwark/schema';
import type { Draft } from '../draft.ts';
import { pullPolicyOf } from './container.ts';

/** `SetDefaults_Volume` (kubernetes, pkg/apis/core/v1/defaults.go): a volume without a source is an emptyDir. */
export function volume(draft: Draft, type: SchemaType): void {
  if (!hasSource(draft, type)) draft.set('emptyDir', {});
}

/** The same, and the pull policy of an image volume, once ImageVolume was on. */
export function volumeWithPullPolicy(draft: Draft, type: SchemaType): void {
  volume(draft, type);
  draft.edit('image', (image) => {
    if (image.lacksText('pullPolicy')) image.set('pullPolicy', pullPolicyOf(image.get('reference')));
  });
}

/** Every field of a volume but its name is a source. What the server does not know counts for nothing. */
function hasSource(draft: Draft, { fields }: SchemaType): boolean {
  for (const field of Object.keys(draft.value)) if (field !== 'name' && fields.has(field) && !draft.lacks(field)) return true;
  return false;
}
