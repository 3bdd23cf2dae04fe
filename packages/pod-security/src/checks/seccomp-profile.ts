import { sortedSet } from '@bulwark/model';
import type { ContainerSecurity, Pod, PodSecurity } from '../pod/pod.ts';
import { joinQuoted, settersText } from '../text/wording.ts';
import type { Forbidden } from './check.ts';
import { contextsOf, namesOf, setterFields, settersWhere } from './offenders.ts';

export const SECCOMP_REASON = 'seccompProfile';

/** What both levels say of profiles that are set to something else than the runtime's or one of the node's. */
export function explicitSeccomp(pod: Pod): Forbidden | undefined {
  const setters = settersWhere(pod, isBad);
  if (setters === undefined) return undefined;
  const types = sortedSet(contextsOf(pod, setters).map(({ seccompType }) => seccompType ?? ''));
  const who = settersText(setters.byPod, namesOf(setters.containers));
  return {
    reason: SECCOMP_REASON,
    detail: `${who} must not set securityContext.seccompProfile.type to ${joinQuoted(types)}`,
    fields: setterFields(setters, 'seccompProfile', 'type'),
  };
}

function isBad({ seccompType }: PodSecurity | ContainerSecurity): boolean {
  return seccompType !== undefined && seccompType !== 'RuntimeDefault' && seccompType !== 'Localhost';
}
