import type { ContainerSecurity, Pod, PodSecurity } from '../pod/pod.ts';
import { settersText } from '../text/wording.ts';
import { inSecurityContexts, type Check, type Forbidden } from './check.ts';
import { namesOf, setterFields, settersWhere } from './offenders.ts';

/** No container is a process of a Windows node. */
export const windowsHostProcess: Check = {
  id: 'windowsHostProcess',
  level: 'baseline',
  remedy: 'remove windowsOptions.hostProcess',
  reads: inSecurityContexts('windowsOptions.hostProcess'),
  versions: [{ since: 0, forbids, stricter: true }],
};

function forbids(pod: Pod): Forbidden | undefined {
  const setters = settersWhere(pod, isHostProcess);
  if (setters === undefined) return undefined;
  const who = settersText(setters.byPod, namesOf(setters.containers));
  return {
    reason: 'hostProcess',
    detail: `${who} must not set securityContext.windowsOptions.hostProcess=true`,
    fields: setterFields(setters, 'windowsOptions', 'hostProcess'),
  };
}

function isHostProcess({ hostProcess }: PodSecurity | ContainerSecurity): boolean {
  return hostProcess;
}
