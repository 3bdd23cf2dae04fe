import type { KubeObject } from '../kube-object.ts';
import type { Path } from '../path.ts';
import { missingPart } from './missing-part.ts';

/** Why a control that looks for what is missing cannot decide of a partial object, and where that shows. */
export interface PartialReason {
  readonly at: Path;
  readonly unknown: string;
}

const REST = 'the API server demands it, so this is a part of an object, and the rest is elsewhere';

/** Undefined for a whole object. */
export function partialReason(object: KubeObject): PartialReason | undefined {
  switch (object.partial) {
    case undefined:
      return undefined;
    case 'kustomize-patch':
      return { at: [], unknown: 'it is a Kustomize patch: what it leaves out is in its base' };
    case 'incomplete-workload': {
      const missing = missingPart(object);
      return { at: missing?.path ?? [], unknown: `${missing?.says ?? 'something is missing'}: ${REST}` };
    }
  }
}
