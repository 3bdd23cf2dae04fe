import { FINE, invalid, isEmpty, listOf, membersOf, missing, own, type Complaint, type Members } from './rule.ts';

const RANGE = 'must be between 1 and 65535';
const NAME = 'must be a port name: at most 15 of a-z, 0-9 and single hyphens inside, with a letter';

/** Complaints about a port where it is a number. */
export function portNumber(port: unknown, ...below: readonly (string | number)[]): readonly Complaint[] {
  return typeof port === 'number' && !(port >= 1 && port <= 65_535) ? [invalid(RANGE, ...below)] : FINE;
}

/** A number or a name (k8s.io/apimachinery, pkg/util/validation: IsValidPortNum, IsValidPortName). */
export function portOrName(port: unknown, ...below: readonly (string | number)[]): readonly Complaint[] {
  return typeof port === 'string' && !isPortName(port) ? [invalid(NAME, ...below)] : portNumber(port, ...below);
}

export function isPortName(text: string): boolean {
  return /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);
}

export function containerPort(value: Members): readonly Complaint[] {
  const name = own(value, 'name');
  const wrongName = typeof name === 'string' && name !== '' && !isPortName(name);
  const number = portNumber(own(value, 'containerPort'), 'containerPort');
  const host = own(value, 'hostPort') === 0 ? FINE : portNumber(own(value, 'hostPort'), 'hostPort');
  if (!wrongName && number.length === 0 && host.length === 0) return FINE;
  return [...(wrongName ? [invalid(NAME, 'name')] : FINE), ...number, ...host];
}

/** Ports of a service: several of them need names (pkg/apis/core/validation). */
export function serviceSpec(value: Members): readonly Complaint[] {
  const ports = listOf(own(value, 'ports')).map(membersOf);
  if (ports.length === 0) {
    const needsNone = own(value, 'clusterIP') === 'None' || own(value, 'type') === 'ExternalName';
    return needsNone ? FINE : [missing('ports')];
  }
  return ports.flatMap((port, index) => [
    ...(ports.length > 1 && isEmpty(own(port, 'name')) ? [missing('ports', index, 'name')] : FINE),
    ...portNumber(own(port, 'port'), 'ports', index, 'port'),
    ...portOrName(own(port, 'targetPort') === 0 ? undefined : own(port, 'targetPort'), 'ports', index, 'targetPort'),
  ]);
}

/** A port of a NetworkPolicy, or a range of them (pkg/apis/networking/validation). */
export function networkPolicyPort(value: Members): readonly Complaint[] {
  const port = own(value, 'port');
  const end = own(value, 'endPort');
  const wrong = portOrName(port, 'port');
  if (end === undefined) return wrong;
  if (typeof port !== 'number') return [...wrong, invalid('needs a port that is a number', 'endPort')];
  if (typeof end === 'number' && end < port) return [...wrong, invalid('must not be less than port', 'endPort')];
  return [...wrong, ...portNumber(end, 'endPort')];
}
