import type { ContainerSecurity, Pod, PodSecurity } from '../pod/pod.ts';
import { settersText } from '../text/wording.ts';
import { inSecurityContexts, type Check, type Forbidden } from './check.ts';
import { namesOf, setterFields, settersWhere } from './offenders.ts';
import { exceptWithOwnUsers } from './relaxed.ts';

/** Nobody asks for the user 0; in a user namespace of its own a pod may. */
export const runAsUser: Check = {
  id: 'runAsUser',
  level: 'restricted',
  remedy: 'set runAsUser to another user than 0, or leave it to the image',
  reads: [...inSecurityContexts('runAsUser'), 'spec.hostUsers'],
  versions: [
    { since: 23, forbids, stricter: true },
    { since: 35, forbids: exceptWithOwnUsers(forbids), stricter: false },
  ],
};

function forbids(pod: Pod): Forbidden | undefined {
  const setters = settersWhere(pod, isRoot);
  if (setters === undefined) return undefined;
  return {
    reason: 'runAsUser=0',
    detail: `${settersText(setters.byPod, namesOf(setters.containers))} must not set runAsUser=0`,
    fields: setterFields(setters, 'runAsUser'),
  };
}

function isRoot({ runsAsRoot }: PodSecurity | ContainerSecurity): boolean {
  return runsAsRoot;
}
