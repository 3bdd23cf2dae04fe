import type { Dice } from '../dice.ts';
import { allContainers, child, list, type Draft, type Fields } from './pod.ts';

/** Texts that must be quoted, cut, or cannot be sent in a header. */
const TEXTS = [
  'spc_t\n',
  'a"b\\c',
  'naïve',
  '🦀',
  'a\u2028b',
  'a\u0001b',
  'a\u007fb',
  'a\u0085b',
  'a\u00a0b',
  'a\u200bb',
  '\ufeffa',
  '\ue000',
  '\u{e0100}',
  '\ufffd',
  '\ud800',
  ' ',
  'x'.repeat(300),
  'ä'.repeat(5000),
];

/** What no program writes and somebody may: null wherever something could be, and texts that are hard to print. */
export const ODD_TWISTS: readonly ((dice: Dice, draft: Draft) => void)[] = [
  function nullInPod(dice, { spec, podContext }) {
    const names = ['hostNetwork', 'hostPID', 'hostUsers', 'volumes', 'initContainers', 'os', 'securityContext'];
    if (dice.chance(0.6)) spec[dice.pick(names)] ??= null;
    else podContext[dice.pick(CONTEXT)] = null;
  },
  function nullInContainer(dice, draft) {
    const container = dice.pick(allContainers(draft));
    if (dice.chance(0.4)) container[dice.pick(['securityContext', 'ports', 'livenessProbe', 'lifecycle'])] = null;
    else childOf(container, 'securityContext')[dice.pick([...CONTEXT, 'privileged', 'capabilities', 'procMount'])] = null;
  },
  function nullInList(dice, draft) {
    const capabilities = childOf(childOf(dice.pick(allContainers(draft)), 'securityContext'), 'capabilities');
    list(capabilities, dice.pick(['add', 'drop'])).push(null);
  },
  function nullBelow(dice, draft) {
    const container = dice.pick(allContainers(draft));
    const probe = dice.pick<Fields>([{ httpGet: { port: 80, host: null } }, { tcpSocket: null, exec: { command: ['true'] } }]);
    if (draft.containers.includes(container) && dice.chance(0.5)) container['livenessProbe'] = probe;
    else if (dice.chance(0.5)) container['ports'] = [{ containerPort: 80, hostPort: null }];
    else childOf(container, 'securityContext')['windowsOptions'] = { hostProcess: null };
  },
  function nullSource(dice, { spec }) {
    if (spec['volumes'] === null) return;
    const volumes = list(spec, 'volumes');
    const source = dice.pick<Fields>([{ hostPath: null }, { hostPath: null, emptyDir: {} }, { gitRepo: null, secret: null }]);
    volumes.push({ name: `n${volumes.length}`, ...source });
  },
  function strangeCapability(dice, draft) {
    const capabilities = childOf(childOf(dice.pick(allContainers(draft)), 'securityContext'), 'capabilities');
    capabilities['add'] = [dice.pick(TEXTS), dice.pick(TEXTS)];
  },
  function strangeSeLinux(dice, draft) {
    const context = dice.chance(0.5) ? draft.podContext : childOf(dice.pick(allContainers(draft)), 'securityContext');
    childOf(context, 'seLinuxOptions')[dice.pick(['type', 'user', 'role'])] = dice.pick(TEXTS);
  },
];

const CONTEXT = ['runAsNonRoot', 'runAsUser', 'seccompProfile', 'seLinuxOptions', 'appArmorProfile', 'windowsOptions'];

/** The object in a member, also where there is a null. */
function childOf(parent: Fields, name: string): Fields {
  if (parent[name] === null) delete parent[name];
  return child(parent, name);
}
