import type { Container, Pod } from '../pod/pod.ts';
import { containersText } from '../text/wording.ts';
import { inContainers, type Check, type Forbidden } from './check.ts';
import { containersWhere, contextField, namesOf } from './offenders.ts';

/** No container may be privileged. */
export const privileged: Check = {
  id: 'privileged',
  level: 'baseline',
  remedy: 'remove privileged: true',
  reads: inContainers('securityContext.privileged'),
  versions: [{ since: 0, forbids, stricter: true }],
};

function forbids(pod: Pod): Forbidden | undefined {
  const bad = containersWhere(pod, isPrivileged);
  if (bad.length === 0) return undefined;
  return {
    reason: 'privileged',
    detail: `${containersText(namesOf(bad))} must not set securityContext.privileged=true`,
    fields: bad.map((container) => contextField(container, 'privileged')),
  };
}

function isPrivileged({ security }: Container): boolean {
  return security.privileged;
}
