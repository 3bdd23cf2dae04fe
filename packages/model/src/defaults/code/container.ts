import type { JsonObject } from '../../json.ts';
import { parseImageReference } from '../../image-reference.ts';
import { lacksText } from './change.ts';

/** `SetDefaults_Container` (kubernetes, pkg/apis/core/v1/defaults.go). */
export function container(object: JsonObject): JsonObject {
  return lacksText(object, 'imagePullPolicy') ? { ...object, imagePullPolicy: pullPolicyOf(object['image']) } : object;
}

/** `SetDefaults_EphemeralContainer`: all that a container gets, which the tables do not say of it again. */
export function ephemeralContainer(object: JsonObject): JsonObject {
  const made = container(object);
  return {
    ...made,
    terminationMessagePath: made['terminationMessagePath'] || '/dev/termination-log',
    terminationMessagePolicy: made['terminationMessagePolicy'] || 'File',
  };
}

/**
 * `Always` for the tag `latest`, which an image without tag and digest has; `IfNotPresent` for any other, and for what is no
 * image reference (`ParseImageName` in kubernetes, pkg/util/parsers).
 */
export function pullPolicyOf(image: unknown): string {
  const reference = typeof image === 'string' ? parseImageReference(image) : undefined;
  if (reference === undefined) return 'IfNotPresent';
  const { tag, digest } = reference;
  return tag === 'latest' || (tag === undefined && digest === undefined) ? 'Always' : 'IfNotPresent';
}
