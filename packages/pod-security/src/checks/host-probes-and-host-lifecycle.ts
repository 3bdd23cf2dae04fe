import { sortedSet } from '@bulwark/model';
import type { Container, Pod } from '../pod/pod.ts';
import { containersText, joinQuoted, plural } from '../text/wording.ts';
import { inContainers, type Check, type Forbidden } from './check.ts';
import { containersWhere, inContainer, namesOf } from './offenders.ts';

const HANDLERS = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.postStart', 'lifecycle.preStop'];

/** Probes and lifecycle handlers talk to their own pod: a host would make the kubelet talk to anybody. */
export const hostProbesAndHostLifecycle: Check = {
  id: 'hostProbesAndHostLifecycle',
  level: 'baseline',
  remedy: 'remove host from the probe or lifecycle handler',
  reads: inContainers(...HANDLERS.flatMap((handler) => [`${handler}.httpGet.host`, `${handler}.tcpSocket.host`])),
  versions: [{ since: 34, forbids, stricter: true }],
};

function forbids(pod: Pod): Forbidden | undefined {
  const bad = containersWhere(pod, namesHost);
  if (bad.length === 0) return undefined;
  // Alone among the checks, this one sorts its containers and counts those of one name once.
  const names = sortedSet(namesOf(bad));
  const hosts = sortedSet(bad.flatMap(({ handlerHosts }) => handlerHosts.map(({ host }) => host)));
  const what = plural('probe or lifecycle host', 'probe or lifecycle hosts', hosts.length);
  return {
    reason: 'probe or lifecycle host',
    detail: `${containersText(names)} ${plural('uses', 'use', names.length)} ${what} ${joinQuoted(hosts)}`,
    fields: bad.flatMap((container) => container.handlerHosts.map(({ path }) => inContainer(container, ...path))),
  };
}

function namesHost(container: Container): boolean {
  return container.handlerHosts.length > 0;
}
