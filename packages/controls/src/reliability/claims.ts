import { listAt, member, objectAt, type Json, type KubeObject, type Path } from '@bulwark/model';
import type { KindRef } from '../control.ts';

export const CLAIM_KINDS: readonly KindRef[] = [
  { group: '', kind: 'PersistentVolumeClaim' },
  { group: 'apps', kind: 'StatefulSet' },
];

export interface Claim {
  readonly name: string;
  readonly spec: Json | undefined;
  readonly path: Path;
}

/** The claim that an object is, or those that a StatefulSet makes for each of its pods. */
export function claimsOf(object: KubeObject): readonly Claim[] {
  if (object.kind !== 'StatefulSet') return [{ name: object.name, spec: objectAt(object.value, 'spec'), path: ['spec'] }];
  return listAt(object.value, 'spec', 'volumeClaimTemplates').map((template, index) => {
    const name = member(member(template, 'metadata'), 'name');
    const path = ['spec', 'volumeClaimTemplates', index, 'spec'];
    return { name: typeof name === 'string' ? name : '', spec: member(template, 'spec'), path };
  });
}
