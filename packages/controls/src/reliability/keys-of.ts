import { member, valueAt, type Json, type Path, type Workload } from '@bulwark/model';

export interface Keyed {
  readonly at: Path;
  readonly where: string;
  readonly map: Json | undefined;
}

/** The labels or annotations of a workload's object and, where they are others, of its pods. */
export function keyedPlaces(workload: Workload, field: 'labels' | 'annotations'): readonly Keyed[] {
  const { object, metadata, metadataPath } = workload;
  const own: Keyed = { at: ['metadata', field], where: `the ${object.kind}`, map: valueAt(object.value, ['metadata', field]) };
  if (metadataPath.length === 1) return [own];
  return [own, { at: [...metadataPath, field], where: 'its pods', map: member(metadata, field) }];
}

/** Whether a map holds a key with something in it: a label that is empty says nothing. */
export function holds(map: Json | undefined, key: string): boolean {
  const value = member(map, key);
  return value !== undefined && value !== null && value !== '';
}
