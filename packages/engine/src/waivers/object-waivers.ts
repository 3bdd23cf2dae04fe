import { isObject, member, stringAt, valueAt, workloadsOf, type KubeObject, type Path } from '@bulwark/model';
import { placeOf } from '../place.ts';
import { ownAnnotation } from './own-annotations.ts';
import { toolAnnotation } from './tool-annotations.ts';
import type { WrittenWaiver } from './written-waiver.ts';

/**
 * The waivers in the annotations of an object and of its pod templates. What stands on a template covers what is below the
 * template, what stands on the object all of it.
 */
export function annotationWaivers(object: KubeObject, options: { readonly otherTools: boolean }): readonly WrittenWaiver[] {
  const holders = new Map<string, Path>([['', []]]);
  for (const { metadataPath } of workloadsOf(object)) {
    const holder = metadataPath.slice(0, -1);
    holders.set(JSON.stringify(holder), holder);
  }
  if (holders.size > 1) holders.delete('[]');
  return [...holders.values()].flatMap((holder) => waiversAt(object, holder, options.otherTools));
}

function waiversAt(object: KubeObject, holder: Path, otherTools: boolean): readonly WrittenWaiver[] {
  const annotations = member(member(valueAt(object.value, holder), 'metadata'), 'annotations');
  if (!isObject(annotations)) return [];
  return Object.keys(annotations).flatMap((key) => {
    const value = stringAt(annotations, key);
    // The server refuses what is no text, so it is no reason either; what is meant is clear.
    const own = ownAnnotation(key, value ?? '');
    const said = own === undefined ? (otherTools && value !== undefined ? toolAnnotation(key, value) : []) : [own];
    const path = [...holder, 'metadata', 'annotations', key];
    return said.map((waiver): WrittenWaiver => ({
      ...waiver,
      origin: 'annotation',
      object,
      path,
      place: placeOf(object, path),
      under: holder,
    }));
  });
}
