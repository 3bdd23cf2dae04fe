import { parseImageReference } from '../../image-reference.ts';
import type { Draft } from '../draft.ts';

/** `SetDefaults_Container` (kubernetes, pkg/apis/core/v1/defaults.go). */
export function container(draft: Draft): void {
  if (draft.lacksText('imagePullPolicy')) draft.set('imagePullPolicy', pullPolicyOf(draft.get('image')));
}

/** `SetDefaults_EphemeralContainer`: all that a container gets, which the tables do not say of it again. */
export function ephemeralContainer(draft: Draft): void {
  container(draft);
  if (draft.lacksText('terminationMessagePath')) draft.set('terminationMessagePath', '/dev/termination-log');
  if (draft.lacksText('terminationMessagePolicy')) draft.set('terminationMessagePolicy', 'File');
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
