import { FINE, invalid, isEmpty, listOf, membersOf, missing, own, type Complaint, type Members } from './rule.ts';

const RANGE = 'must be between 1 and 65535';
const NAME = 'must be a port name: at most 15 of a-z, 0-9 and single hyphens inside, with a letter';

/** Complaints about a port where it is a number. */
export function portNumber(port: unknown, ...below: readonly (string | number)[]): readonly Complaint[] {
  return isPortNumber(port) ? FINE : [invalid(RANGE, ...below)];
}

function isPortNumber(port: unknown): boolean {
  return typeof port !== 'number' || (port >= 1 && port <= 65_535);
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
  const port = own(value, 'containerPort');
  const host = own(value, 'hostPort');
  const wrongName = typeof name === 'string' && name !== '' && !isPortName(name);
  const wrongHost = host !== 0 && !isPortNumber(host);
  if (!wrongName && !wrongHost && isPortNumber(port)) return FINE;
  return [
    ...(wrongName ? [invalid(NAME, 'name')] : FINE),
    ...portNumber(port, 'containerPort'),
    ...(wrongHost ? portNumber(host, 'hostPort') : FINE),
  ];
}

/** Ports of a service: several of them need names (pkg/apis/core/validation). */
export function serviceSpec(value: Members): readonly Complaint[] {
  const ports = listOf(own(value, 'ports'));
  if (ports.length === 0) {
    const needsNone = own(value, 'clusterIP') === 'None' || own(value, 'type') === 'ExternalName';
    return needsNone ? FINE : [missing('ports')];
  }
  let complaints: Complaint[] | undefined;
  for (let index = 0; index < ports.length; index++) {
    for (const complaint of servicePort(membersOf(ports[index]), index, ports.length > 1)) (complaints ??= []).push(complaint);
  }
  return complaints ?? FINE;
}

function servicePort(port: Members, index: number, isNamed: boolean): readonly Complaint[] {
  const number = own(port, 'port');
  const target = own(port, 'targetPort');
  const lacksName = isNamed && isEmpty(own(port, 'name'));
  const isTarget = target === 0 || (typeof target === 'string' ? isPortName(target) : isPortNumber(target));
  if (!lacksName && isPortNumber(number) && isTarget) return FINE;
  return [
    ...(lacksName ? [missing('ports', index, 'name')] : FINE),
    ...portNumber(number, 'ports', index, 'port'),
    ...(isTarget ? FINE : portOrName(target, 'ports', index, 'targetPort')),
  ];
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
