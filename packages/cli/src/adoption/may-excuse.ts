import { ANNOTATION_MARKS } from '@bulwark/engine';
import { isObject, member, workloadsOf, type Json, type KubeObject } from '@bulwark/model';

/**
 * What stands in a file with a comment in which somebody may be excused: `bulwark:ignore`, `checkov:skip=`. Each is one
 * search of every file, so that there are no more of them than needed.
 */
export const COMMENT_MARKS: readonly string[] = [':ignore', ':skip='];

/** Whether an annotation of the object, or of a pod template in it, may excuse something. */
export function hasMark(object: KubeObject): boolean {
  if (isMarked(member(object.value, 'metadata'))) return true;
  for (const { metadata } of workloadsOf(object)) if (isMarked(metadata)) return true;
  return false;
}

function isMarked(metadata: Json | undefined): boolean {
  const annotations = member(metadata, 'annotations');
  if (!isObject(annotations)) return false;
  for (const key of Object.keys(annotations)) if (ANNOTATION_MARKS.some((mark) => key.startsWith(mark))) return true;
  return false;
}
