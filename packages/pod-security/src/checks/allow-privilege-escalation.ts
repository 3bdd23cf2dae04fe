import type { Container, Pod } from '../pod/pod.ts';
import { containersText } from '../text/wording.ts';
import { inContainers, type Check, type Forbidden } from './check.ts';
import { containersWhere, contextField, namesOf } from './offenders.ts';
import { exceptOnWindows } from './relaxed.ts';

/** Every container says that its processes cannot gain privileges. */
export const allowPrivilegeEscalation: Check = {
  id: 'allowPrivilegeEscalation',
  level: 'restricted',
  remedy: 'set securityContext.allowPrivilegeEscalation: false',
  reads: [...inContainers('securityContext.allowPrivilegeEscalation'), 'spec.os.name'],
  versions: [
    { since: 8, forbids, stricter: true },
    { since: 25, forbids: exceptOnWindows(forbids), stricter: false },
  ],
};

function forbids(pod: Pod): Forbidden | undefined {
  const bad = containersWhere(pod, mayEscalate);
  if (bad.length === 0) return undefined;
  return {
    reason: 'allowPrivilegeEscalation != false',
    detail: `${containersText(namesOf(bad))} must set securityContext.allowPrivilegeEscalation=false`,
    fields: bad.map((container) => contextField(container, 'allowPrivilegeEscalation')),
  };
}

function mayEscalate({ security }: Container): boolean {
  return security.allowPrivilegeEscalation !== false;
}
