import { sortedSet } from '@bulwark/model';
import type { Container, Pod } from '../pod/pod.ts';
import { containersText, joinQuoted } from '../text/wording.ts';
import { inContainers, type Check, type Forbidden } from './check.ts';
import { containersWhere, contextField, namesOf } from './offenders.ts';
import { exceptWithOwnUsers } from './relaxed.ts';

const REMEDY = 'remove procMount';

/** /proc is masked as by default; in a user namespace of its own a pod may see more of it. */
export const procMount: Check = {
  id: 'procMount',
  level: 'baseline',
  remedy: REMEDY,
  reads: [...inContainers('securityContext.procMount'), 'spec.hostUsers'],
  versions: [
    { since: 0, forbids, stricter: true },
    { since: 35, forbids: exceptWithOwnUsers(forbids), stricter: false },
  ],
};

/** The rule of the baseline without its exemption, since the baseline has one. */
export const procMountRestricted: Check = {
  id: 'procMount_restricted',
  level: 'restricted',
  remedy: REMEDY,
  reads: inContainers('securityContext.procMount'),
  versions: [{ since: 35, forbids, overrides: ['procMount'], stricter: false }],
};

function forbids(pod: Pod): Forbidden | undefined {
  const bad = containersWhere(pod, isUnmasked);
  if (bad.length === 0) return undefined;
  const types = sortedSet(bad.map(({ security }) => security.procMount ?? ''));
  return {
    reason: 'procMount',
    detail: `${containersText(namesOf(bad))} must not set securityContext.procMount to ${joinQuoted(types)}`,
    fields: bad.map((container) => contextField(container, 'procMount')),
  };
}

function isUnmasked({ security }: Container): boolean {
  return security.procMount !== undefined && security.procMount !== 'Default';
}
