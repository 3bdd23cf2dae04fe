import { goQuote, sortedSet } from '@bulwark/model';
import type { Pod } from '../pod/pod.ts';
import { plural } from '../text/wording.ts';
import { inContainers, inSecurityContexts, type Check, type Forbidden } from './check.ts';
import { explicitSeccomp, SECCOMP_REASON } from './seccomp-profile.ts';

const POD_ANNOTATION = 'seccomp.security.alpha.kubernetes.io/pod';
const CONTAINER_ANNOTATION = 'container.seccomp.security.alpha.kubernetes.io/';

/** Seccomp is not turned off: by annotations until 1.18, by fields since 1.19. */
export const seccompProfileBaseline: Check = {
  id: 'seccompProfile_baseline',
  level: 'baseline',
  remedy: 'set the seccomp profile to RuntimeDefault, or leave it unset',
  reads: [...inSecurityContexts('seccompProfile.type'), ...inContainers(), 'metadata.annotations'],
  versions: [
    { since: 0, forbids: byAnnotation, stricter: true },
    { since: 19, forbids: explicitSeccomp, stricter: true },
  ],
};

function byAnnotation(pod: Pod): Forbidden | undefined {
  if (pod.annotations.size === 0) return undefined;
  const keys = sortedSet([POD_ANNOTATION, ...pod.containers.map(({ name }) => `${CONTAINER_ANNOTATION}${name}`)]);
  const bad = keys.flatMap((key) => {
    const value = pod.annotations.get(key);
    return value === undefined || isGood(value) ? [] : [{ key, text: `${key}=${goQuote(value)}` }];
  });
  if (bad.length === 0) return undefined;
  const texts = sortedSet(bad.map(({ text }) => text));
  return {
    reason: SECCOMP_REASON,
    detail: `forbidden ${plural('annotation', 'annotations', texts.length)} ${texts.join(', ')}`,
    fields: bad.map(({ key }) => ['metadata', 'annotations', key]),
  };
}

function isGood(value: string): boolean {
  return value === 'runtime/default' || value === 'docker/default' || value.startsWith('localhost/');
}
