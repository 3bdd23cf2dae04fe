import type { Dice } from '../dice.ts';
import { SECCOMP_ANNOTATIONS } from './pod-twists.ts';
import { child, list, type Draft, type Fields } from './pod.ts';

const BASELINE =
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT';
const OTHERS = 'NET_BIND_SERVICE NET_BIND_SERVICE NET_RAW SYS_ADMIN NET_ADMIN CAP_CHOWN chown ALL all X ';
const CAPABILITIES = `${BASELINE} ${OTHERS}`.split(' ');
const APPARMOR_ANNOTATIONS = ['runtime/default', 'localhost/a', 'unconfined', 'unconfined', 'other', '', 'localhost/'];

/** Changes of one container: what a check looks at, in good and bad values. */
export const CONTAINER_TWISTS: readonly ((dice: Dice, container: Fields, draft: Draft) => void)[] = [
  function privileged(dice, container) {
    const context = child(container, 'securityContext');
    context['privileged'] = dice.chance(0.7);
    if (context['privileged'] === true && dice.chance(0.7)) delete context['allowPrivilegeEscalation'];
  },
  function allowPrivilegeEscalation(dice, container) {
    const context = child(container, 'securityContext');
    if (dice.chance(0.4)) delete context['allowPrivilegeEscalation'];
    else context['allowPrivilegeEscalation'] = dice.chance(0.4);
  },
  function addCapabilities(dice, container) {
    const added = Array.from({ length: 1 + dice.below(3) }, () => dice.pick(CAPABILITIES));
    list(child(child(container, 'securityContext'), 'capabilities'), 'add').push(...added);
  },
  function dropCapabilities(dice, container) {
    const drop = dice.pick([['ALL'], ['all'], ['NET_RAW', 'ALL'], ['NET_RAW'], []]);
    child(child(container, 'securityContext'), 'capabilities')['drop'] = drop;
  },
  function procMount(dice, container, { spec }) {
    const value = dice.pick(['Default', 'Default', 'Unmasked', 'Unmasked', 'Unmasked', 'Unmasked', '', 'Other']);
    child(container, 'securityContext')['procMount'] = value;
    if (value === 'Unmasked' && dice.chance(0.8)) spec['hostUsers'] = false;
  },
  function ports(dice, container) {
    for (let count = 1 + dice.below(2); count > 0; count--) {
      const port = 80 + dice.below(40);
      const host = dice.pick([{}, { hostPort: 0 }, { hostPort: port }, { hostPort: 8000 + dice.below(2000) }]);
      list(container, 'ports').push({ containerPort: port, ...host });
    }
  },
  function probes(dice, container, draft) {
    if (mayNotHaveThem(container, draft) && dice.chance(0.9)) return;
    for (const name of dice.some(['livenessProbe', 'readinessProbe', 'startupProbe'], 0.5)) container[name] = handler(dice);
  },
  function lifecycle(dice, container, draft) {
    if (mayNotHaveThem(container, draft) && dice.chance(0.9)) return;
    for (const name of dice.some(['postStart', 'preStop'], 0.6)) child(container, 'lifecycle')[name] = handler(dice);
  },
  function appArmorByAnnotation(dice, container, { annotations }) {
    annotations[`container.apparmor.security.beta.kubernetes.io/${String(container['name'])}`] = dice.pick(APPARMOR_ANNOTATIONS);
  },
  function seccompByAnnotation(dice, container, { annotations }) {
    annotations[`container.seccomp.security.alpha.kubernetes.io/${String(container['name'])}`] = dice.pick(SECCOMP_ANNOTATIONS);
  },
];

/** Containers that end, and those that are only looked through, have no probes. */
function mayNotHaveThem(container: Fields, { containers }: Draft): boolean {
  return container['restartPolicy'] !== 'Always' && !containers.includes(container);
}

function handler(dice: Dice): Fields {
  const host = dice.pick([{}, {}, { host: '' }, { host: '127.0.0.1' }, { host: 'a.example' }, { host: '10.0.0.1' }]);
  const port = dice.pick([80, 8080]);
  return dice.pick<Fields>([
    { httpGet: { path: '/', port, ...host } },
    { httpGet: { path: '/', port, ...host } },
    { tcpSocket: { port, ...host } },
    { exec: { command: ['true'] } },
  ]);
}
