import type { Fix, Workload } from '@bulwark/model';
import { isMended, mendsOf, type Violation } from '@bulwark/pod-security';
import { hazardsOf } from '../hazards/pod-security.ts';

/** Edits for a violation of a workload whose pod is one piece; none where only a person can tell what to do about some of it. */
export function fixFor(violation: Violation, workload: Workload): Fix | undefined {
  const mends = mendsOf(violation, workload);
  const mended = mends.filter(isMended);
  if (mended.length === 0 || mended.length < mends.length) return undefined;
  return {
    kind: 'suggestion',
    edits: mended.flatMap(({ edits }) => edits),
    hazards: hazardsOf(violation.check.id, violation.fields, workload),
  };
}
