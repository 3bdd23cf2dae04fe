import { sortedSet } from '@bulwark/model';
import type { Container, Pod } from '../pod/pod.ts';
import { containersText, joinQuoted } from '../text/wording.ts';
import { addedFields, addsOtherThan } from './added-capabilities.ts';
import { inContainers, type Check, type Forbidden } from './check.ts';
import { containersWhere, namesOf } from './offenders.ts';

/** Those that container runtimes grant by default. Names are exact: no `CAP_`, no lower case. */
const ALLOWED: ReadonlySet<string> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

/** No capability is added that a container does not have anyway. */
export const capabilitiesBaseline: Check = {
  id: 'capabilities_baseline',
  level: 'baseline',
  remedy: 'remove the capabilities from securityContext.capabilities.add',
  reads: inContainers('securityContext.capabilities.add'),
  versions: [{ since: 0, forbids, stricter: true }],
};

function forbids(pod: Pod): Forbidden | undefined {
  const bad = containersWhere(pod, addsOthers);
  if (bad.length === 0) return undefined;
  const added = bad.flatMap(({ security }) => (security.capabilities?.add ?? []).filter((name) => !ALLOWED.has(name)));
  return {
    reason: 'non-default capabilities',
    detail: `${containersText(namesOf(bad))} must not include ${joinQuoted(sortedSet(added))} in securityContext.capabilities.add`,
    fields: bad.flatMap((container) => addedFields(container, ALLOWED)),
  };
}

function addsOthers(container: Container): boolean {
  return addsOtherThan(container, ALLOWED);
}
