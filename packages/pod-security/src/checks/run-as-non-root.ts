import type { Pod } from '../pod/pod.ts';
import { containersText, settersText } from '../text/wording.ts';
import { inSecurityContexts, type Check, type Forbidden } from './check.ts';
import { containersWhere, contextField, namesOf, setterFields, settersWhere } from './offenders.ts';
import { exceptWithOwnUsers } from './relaxed.ts';

const REASON = 'runAsNonRoot != true';

/** Everything runs as somebody else than root; in a user namespace of its own a pod may have a root. */
export const runAsNonRoot: Check = {
  id: 'runAsNonRoot',
  level: 'restricted',
  remedy: 'set runAsNonRoot: true in the securityContext of the pod, and false nowhere',
  reads: [...inSecurityContexts('runAsNonRoot'), 'spec.hostUsers'],
  versions: [
    { since: 0, forbids, stricter: true },
    { since: 35, forbids: exceptWithOwnUsers(forbids), stricter: false },
  ],
};

function forbids(pod: Pod): Forbidden | undefined {
  // A container's false is bad even where the pod says true, and the pod's false even where every container says true.
  const setters = settersWhere(pod, (security) => security.runAsNonRoot === false);
  if (setters !== undefined) {
    const who = settersText(setters.byPod, namesOf(setters.containers));
    return {
      reason: REASON,
      detail: `${who} must not set securityContext.runAsNonRoot=false`,
      fields: setterFields(setters, 'runAsNonRoot'),
    };
  }
  if (pod.security.runAsNonRoot === true) return undefined;
  const silent = containersWhere(pod, ({ security }) => security.runAsNonRoot === undefined);
  if (silent.length === 0) return undefined;
  return {
    reason: REASON,
    detail: `pod or ${containersText(namesOf(silent))} must set securityContext.runAsNonRoot=true`,
    fields: silent.map((container) => contextField(container, 'runAsNonRoot')),
  };
}
