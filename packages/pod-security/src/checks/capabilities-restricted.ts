import { sortedSet } from '@bulwark/model';
import type { Container, Pod } from '../pod/pod.ts';
import { containersText, joinQuoted } from '../text/wording.ts';
import { addedFields, addsOtherThan } from './added-capabilities.ts';
import { inContainers, type Check, type Forbidden } from './check.ts';
import { containersWhere, contextField, namesOf } from './offenders.ts';
import { exceptOnWindows } from './relaxed.ts';

const ALLOWED: ReadonlySet<string> = new Set(['NET_BIND_SERVICE']);
const OVERRIDES = ['capabilities_baseline'] as const;

/** All capabilities are dropped, and none but NET_BIND_SERVICE comes back. */
export const capabilitiesRestricted: Check = {
  id: 'capabilities_restricted',
  level: 'restricted',
  remedy: 'set securityContext.capabilities.drop: [ALL], and add at most NET_BIND_SERVICE',
  reads: [...inContainers('securityContext.capabilities'), 'spec.os.name'],
  versions: [
    { since: 22, forbids, overrides: OVERRIDES, stricter: true },
    { since: 25, forbids: exceptOnWindows(forbids), overrides: OVERRIDES, stricter: false },
  ],
};

function forbids(pod: Pod): Forbidden | undefined {
  const keeping = containersWhere(pod, keepsSome);
  const adding = containersWhere(pod, addsOthers);
  if (keeping.length === 0 && adding.length === 0) return undefined;
  const details: string[] = [];
  if (keeping.length > 0) {
    details.push(`${containersText(namesOf(keeping))} must set securityContext.capabilities.drop=["ALL"]`);
  }
  if (adding.length > 0) {
    const added = adding.flatMap(({ security }) => (security.capabilities?.add ?? []).filter((name) => !ALLOWED.has(name)));
    const names = joinQuoted(sortedSet(added));
    details.push(`${containersText(namesOf(adding))} must not include ${names} in securityContext.capabilities.add`);
  }
  return {
    reason: 'unrestricted capabilities',
    detail: details.join('; '),
    fields: [
      ...keeping.map((container) => contextField(container, 'capabilities', 'drop')),
      ...adding.flatMap((container) => addedFields(container, ALLOWED)),
    ],
  };
}

function keepsSome({ security }: Container): boolean {
  return security.capabilities === undefined || !security.capabilities.drop.includes('ALL');
}

function addsOthers(container: Container): boolean {
  return addsOtherThan(container, ALLOWED);
}
