import { sortedSet } from '@bulwark/model';
import type { Container, Pod } from '../pod/pod.ts';
import { containersText, plural } from '../text/wording.ts';
import { inContainers, type Check, type Forbidden } from './check.ts';
import { containersWhere, inContainer, namesOf } from './offenders.ts';

/** No port of the node is taken. */
export const hostPorts: Check = {
  id: 'hostPorts',
  level: 'baseline',
  remedy: 'remove hostPort, and reach the pod through a Service',
  reads: inContainers('ports.hostPort'),
  versions: [{ since: 0, forbids, stricter: true }],
};

function forbids(pod: Pod): Forbidden | undefined {
  const bad = containersWhere(pod, usesHostPort);
  if (bad.length === 0) return undefined;
  const ports = sortedSet(bad.flatMap((container) => container.hostPorts.map(({ port }) => String(port))));
  const verb = plural('uses', 'use', bad.length);
  return {
    reason: 'hostPort',
    detail: `${containersText(namesOf(bad))} ${verb} ${plural('hostPort', 'hostPorts', ports.length)} ${ports.join(', ')}`,
    fields: bad.flatMap((container) =>
      container.hostPorts.map(({ index }) => inContainer(container, 'ports', index, 'hostPort')),
    ),
  };
}

function usesHostPort(container: Container): boolean {
  return container.hostPorts.length > 0;
}
