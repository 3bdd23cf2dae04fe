import type { Pod } from '../pod/pod.ts';
import { containersText } from '../text/wording.ts';
import { inSecurityContexts, type Check, type Forbidden } from './check.ts';
import { containersWhere, contextField, namesOf } from './offenders.ts';
import { exceptOnWindows } from './relaxed.ts';
import { explicitSeccomp, SECCOMP_REASON } from './seccomp-profile.ts';

const OVERRIDES = ['seccompProfile_baseline'] as const;

/** Every container has a seccomp profile, its own or the pod's. */
export const seccompProfileRestricted: Check = {
  id: 'seccompProfile_restricted',
  level: 'restricted',
  remedy: 'set seccompProfile: {type: RuntimeDefault} in the securityContext of the pod',
  reads: [...inSecurityContexts('seccompProfile.type'), 'spec.os.name'],
  versions: [
    { since: 19, forbids, overrides: OVERRIDES, stricter: true },
    { since: 25, forbids: exceptOnWindows(forbids), overrides: OVERRIDES, stricter: false },
  ],
};

function forbids(pod: Pod): Forbidden | undefined {
  const explicit = explicitSeccomp(pod);
  if (explicit !== undefined || pod.security.seccompType !== undefined) return explicit;
  const silent = containersWhere(pod, ({ security }) => security.seccompType === undefined);
  if (silent.length === 0) return undefined;
  const who = `pod or ${containersText(namesOf(silent))}`;
  return {
    reason: SECCOMP_REASON,
    detail: `${who} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
    fields: silent.map((container) => contextField(container, 'seccompProfile', 'type')),
  };
}
