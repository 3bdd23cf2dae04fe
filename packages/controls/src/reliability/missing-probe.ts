import { listAt, member, type Workload } from '@bulwark/model';
import { NOTHING, type Failure, type Outcome } from '../control.ts';
import { isInjected } from '../resources/injected.ts';
import { nameOf } from '../wording.ts';
import { isLongRunning, staysUp } from './long-running.ts';

const SILENT: Failure['severity'] = { level: 'info', reason: 'it declares no port, so that nothing may send it requests' };

/** One failure for each container that stays up and has no probe of a kind. */
export function missingProbes(
  workload: Workload,
  { field, says, needsPorts }: { readonly field: string; readonly says: string; readonly needsPorts: boolean },
): readonly Outcome[] {
  if (!isLongRunning(workload)) return NOTHING;
  let outcomes: Outcome[] | undefined;
  for (const container of workload.containers) {
    const probe = member(container.value, field);
    if ((probe !== undefined && probe !== null) || !staysUp(container) || isInjected(container)) continue;
    outcomes ??= [];
    const isSilent = needsPorts && listAt(container.value, 'ports').length === 0;
    outcomes.push({
      at: [...container.path, field],
      message: `${nameOf(container)} has no ${says}`,
      severity: isSilent ? SILENT : undefined,
    });
  }
  return outcomes ?? NOTHING;
}
