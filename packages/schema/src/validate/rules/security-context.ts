import { FINE, invalid, listOf, membersOf, missing, own, type Complaint, type Members } from './rule.ts';

/** k8s.io/kubernetes, pkg/apis/core/validation. */

const ID = 'must be between 0 and 2147483647';

function id(value: Members, name: string): readonly Complaint[] {
  return isId(own(value, name)) ? FINE : [invalid(ID, name)];
}

function isId(value: unknown): boolean {
  if (typeof value === 'bigint') return false;
  return typeof value !== 'number' || (value >= 0 && value <= 2_147_483_647);
}

export function securityContext(value: Members): readonly Complaint[] {
  const wrong = escalation(value);
  if (wrong.length === 0 && isId(own(value, 'runAsUser')) && isId(own(value, 'runAsGroup'))) return FINE;
  return [...id(value, 'runAsUser'), ...id(value, 'runAsGroup'), ...wrong];
}

/** What gains privileges anyway cannot be kept from gaining them. */
function escalation(value: Members): readonly Complaint[] {
  if (own(value, 'allowPrivilegeEscalation') !== false) return FINE;
  if (own(value, 'privileged') === true)
    return [invalid('may not be false where privileged is true', 'allowPrivilegeEscalation')];
  const added = listOf(own(membersOf(own(value, 'capabilities')), 'add'));
  return added.includes('CAP_SYS_ADMIN')
    ? [invalid('may not be false where the capability CAP_SYS_ADMIN is added', 'allowPrivilegeEscalation')]
    : FINE;
}

const IDS = ['runAsUser', 'runAsGroup', 'fsGroup'];

export function podSecurityContext(value: Members): readonly Complaint[] {
  if (IDS.every((name) => isId(own(value, name))) && own(value, 'supplementalGroups') === undefined) return FINE;
  const groups = listOf(own(value, 'supplementalGroups')).flatMap((group, index) =>
    isId(group) ? [] : [invalid(ID, 'supplementalGroups', index)],
  );
  return [...id(value, 'runAsUser'), ...id(value, 'runAsGroup'), ...id(value, 'fsGroup'), ...groups];
}

/** A profile on the node, of seccomp or AppArmor, has a name; any other has none. */
export function profile(value: Members): readonly Complaint[] {
  const name = own(value, 'localhostProfile');
  if (own(value, 'type') === 'Localhost') return name === undefined || name === '' ? [missing('localhostProfile')] : FINE;
  return name === undefined ? FINE : [invalid('needs the type Localhost', 'localhostProfile')];
}
