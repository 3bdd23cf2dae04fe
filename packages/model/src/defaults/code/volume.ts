import type { SchemaType } from '@bulwark/schema';
import type { JsonObject } from '../../json.ts';
import { changedField, lacks, lacksText } from './change.ts';
import { pullPolicyOf } from './container.ts';

/** `SetDefaults_Volume` (kubernetes, pkg/apis/core/v1/defaults.go): a volume without a source is an emptyDir. */
export function volume(object: JsonObject, type: SchemaType): JsonObject {
  return hasSource(object, type) ? object : { ...object, emptyDir: {} };
}

/** The same, and the pull policy of an image volume, once ImageVolume was on. */
export function volumeWithPullPolicy(object: JsonObject, type: SchemaType): JsonObject {
  return changedField(volume(object, type), 'image', (image) =>
    lacksText(image, 'pullPolicy') ? { ...image, pullPolicy: pullPolicyOf(image['reference']) } : image,
  );
}

/** Every field of a volume but its name is a source. What the server does not know counts for nothing. */
function hasSource(object: JsonObject, { fields }: SchemaType): boolean {
  return Object.keys(object).some((field) => field !== 'name' && !lacks(object, field) && fields.has(field));
}
