import type { Dice } from '../dice.ts';
import { child, list, type Draft, type Fields } from './pod.ts';

const NAMES = ['web', 'db', 'proxy', 'log', 'init', 'setup', 'debug', 'cache'];

/** A pod with containers of any kind, and nothing yet that a check could look at. */
export function bareDraft(dice: Dice, withEphemeral: boolean): Draft {
  const names = dice.shuffled(NAMES);
  const container = (): Fields => ({ name: names.pop(), image: 'registry.example/app:1' });
  const several = (count: number): Fields[] => Array.from({ length: count }, container);
  const draft: Draft = {
    annotations: {},
    spec: {},
    podContext: {},
    containers: several(1 + dice.below(3)),
    initContainers: several(dice.chance(0.4) ? 1 + dice.below(2) : 0),
    ephemeralContainers: several(withEphemeral && dice.chance(0.3) ? 1 : 0),
  };
  for (const init of draft.initContainers) if (dice.chance(0.3)) init['restartPolicy'] = 'Always';
  for (const debug of draft.ephemeralContainers)
    if (dice.chance(0.3)) debug['targetContainerName'] = draft.containers[0]?.['name'];
  if (dice.chance(0.15)) draft.spec['os'] = { name: 'linux' };
  return draft;
}

/** Gives it what `restricted` asks for, each at the pod or at its containers, as the dice fall. */
export function makeRestricted(dice: Dice, { podContext, containers, initContainers, ephemeralContainers }: Draft): void {
  const all = [...initContainers, ...containers, ...ephemeralContainers];
  const atPod = (name: string, value: () => unknown): void => {
    if (dice.chance(0.6)) podContext[name] = value();
    else for (const each of all) child(each, 'securityContext')[name] = value();
  };
  atPod('runAsNonRoot', () => true);
  atPod('seccompProfile', () => ({ type: 'RuntimeDefault' }));
  for (const each of all) {
    const context = child(each, 'securityContext');
    context['allowPrivilegeEscalation'] = false;
    list(child(context, 'capabilities'), 'drop').push('ALL');
  }
}

/** Windows knows few of the fields: those that it refuses are taken away, mostly. */
export function makeWindows(dice: Dice, draft: Draft): void {
  draft.spec['os'] = { name: 'windows' };
  if (dice.chance(0.1)) return;
  for (const name of ['appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'sysctls', 'runAsUser', 'fsGroup']) {
    delete draft.podContext[name];
  }
  delete draft.spec['hostUsers'];
  delete draft.spec['hostPID'];
  delete draft.spec['hostIPC'];
  for (const each of [...draft.initContainers, ...draft.containers, ...draft.ephemeralContainers]) {
    const context = child(each, 'securityContext');
    for (const name of Object.keys(context)) if (name !== 'windowsOptions' && name !== 'runAsNonRoot') delete context[name];
  }
}
