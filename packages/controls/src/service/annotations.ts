import { member, objectAt, type KubeObject } from '@bulwark/model';

/** The text of an annotation; undefined where there is none or it is no text. */
export function annotationOf(object: KubeObject, name: string): string | undefined {
  const value = member(objectAt(object.value, 'metadata', 'annotations'), name);
  return typeof value === 'string' ? value : undefined;
}
