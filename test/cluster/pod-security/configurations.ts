import type { Dice } from '../dice.ts';
import type { Fields } from '../pods/pod.ts';

const GROUP = 'pod-security.admission.config.k8s.io';
const LEVELS = ['privileged', 'baseline', 'restricted', 'restricted', 'none', '', null, 5];
const VERSIONS = ['latest', 'v1.25', 'v1.0', 'v1.99', '1.25', '', null];
const NAMES = [
  'kube-system',
  'a',
  'a',
  'A',
  'a.b',
  'a..b',
  '-',
  '',
  'x'.repeat(63),
  'x'.repeat(64),
  'x'.repeat(254),
  `${'x'.repeat(63)}.a`,
  'ä'.repeat(40),
  'system:serviceaccount:a:b',
  'a\n',
  null,
  5,
  '\u{1f980}',
];

/** A PodSecurityConfiguration, most often one that no server starts with. */
export function anyConfiguration(dice: Dice): Fields {
  const configuration: Fields = {
    apiVersion: dice.chance(0.95)
      ? `${GROUP}/${dice.pick(['v1', 'v1', 'v1beta1', 'v1alpha1'])}`
      : dice.pick(['v1', `${GROUP}/v2`, '']),
    kind: dice.chance(0.97) ? 'PodSecurityConfiguration' : dice.pick(['Pod', '']),
  };
  const defaults: Fields = {};
  for (const mode of ['enforce', 'audit', 'warn']) {
    if (dice.chance(0.4)) defaults[mode] = value(dice, LEVELS, 3);
    if (dice.chance(0.3)) defaults[`${mode}-version`] = value(dice, VERSIONS, 4);
  }
  const exemptions: Fields = {};
  for (const list of dice.some(['usernames', 'namespaces', 'runtimeClasses'], 0.5)) {
    exemptions[list] = Array.from({ length: dice.below(4) }, () => value(dice, NAMES, 2));
  }
  if (dice.chance(0.8)) configuration['defaults'] = dice.chance(0.03) ? dice.pick([null, 5, []]) : defaults;
  if (dice.chance(0.6)) configuration['exemptions'] = dice.chance(0.03) ? dice.pick([null, 'x', []]) : exemptions;
  if (dice.chance(0.05))
    dice.pick([configuration, defaults, exemptions])[dice.pick(['enforceVersion', 'Defaults', 'users'])] = 'x';
  return configuration;
}

/** Mostly one of the first that many, which are right. */
function value(dice: Dice, values: readonly unknown[], right: number): unknown {
  return dice.pick(dice.chance(0.8) ? values.slice(0, right) : values);
}
