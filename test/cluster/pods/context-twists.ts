import type { Dice } from '../dice.ts';
import { child, type Fields } from './pod.ts';

/** Changes of a security context, of the pod's as well as of a container's. */
export const CONTEXT_TWISTS: readonly ((dice: Dice, context: Fields) => void)[] = [
  function runAsNonRoot(dice, context) {
    if (dice.chance(0.3)) delete context['runAsNonRoot'];
    else context['runAsNonRoot'] = dice.chance(0.5);
  },
  function runAsUser(dice, context) {
    context['runAsUser'] = dice.pick([0, 0, 1, 1000]);
  },
  function seLinuxOptions(dice, context) {
    const types = ['container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t', 'spc_t', 'other_t', ''];
    const options = child(context, 'seLinuxOptions');
    if (dice.chance(0.7)) options['type'] = dice.pick(types);
    if (dice.chance(0.2)) options['user'] = dice.pick(['system_u', '']);
    if (dice.chance(0.2)) options['role'] = dice.pick(['system_r', '']);
    if (dice.chance(0.2)) options['level'] = 's0:c1';
  },
  function seccompProfile(dice, context) {
    if (dice.chance(0.2)) delete context['seccompProfile'];
    else context['seccompProfile'] = profile(dice);
  },
  function appArmorProfile(dice, context) {
    context['appArmorProfile'] = profile(dice);
  },
];

function profile(dice: Dice): Fields {
  return dice.pick<Fields>([
    { type: 'RuntimeDefault' },
    { type: 'Localhost', localhostProfile: 'a' },
    { type: 'Localhost', localhostProfile: 'b' },
    { type: 'Unconfined' },
    { type: 'Unconfined' },
    { type: 'Unconfined' },
    dice.pick([{ type: 'Other' }, { type: '' }, {}]),
  ]);
}
