import type { Dice } from '../dice.ts';
import { LEVEL_VERSIONS } from '../pods/levels.ts';

export type Labels = Readonly<Record<string, string>>;

/** The labels of a mode for `restricted:v1.25`. */
export function modeLabels(mode: 'enforce' | 'audit' | 'warn', at: string): Labels {
  const [level = '', version = ''] = at.split(':');
  return { [`pod-security.kubernetes.io/${mode}`]: level, [`pod-security.kubernetes.io/${mode}-version`]: version };
}

const RESTRICTED = LEVEL_VERSIONS.filter((at) => at.startsWith('restricted'));

/** Enforces this; what it audits and warns about is another level, a strict one, the same, or left to the server. */
export function policyLabels(dice: Dice, enforce: string): Labels {
  const other = (mode: 'audit' | 'warn'): Labels => {
    const kind = dice.number();
    if (kind < 0.2) return {};
    return modeLabels(mode, kind < 0.3 ? enforce : dice.pick(kind < 0.6 ? RESTRICTED : LEVEL_VERSIONS));
  };
  return { ...modeLabels('enforce', enforce), ...other('audit'), ...other('warn') };
}

const LEVELS = ['privileged', 'baseline', 'restricted'];
const WRONG_LEVELS = ['', 'Baseline', 'none', 'restrictedd', 'x'.repeat(63)];
const VERSIONS = ['latest', 'v1.0', 'v1.24', 'v1.34', 'v1.37', 'v1.99', 'v1.9223372036854775807'];
const WRONG_VERSIONS = ['', '1.24', 'v1.01', 'v2.0', 'v1', 'Latest', 'v1.24.1', 'v1.9223372036854775808'];

/** Labels as people mistype them: each is there or not, and `wrong` is how likely one that is there means nothing. */
export function anyLabels(dice: Dice, wrong: number): Labels {
  const labels: Record<string, string> = {};
  for (const mode of ['enforce', 'audit', 'warn']) {
    const label = `pod-security.kubernetes.io/${mode}`;
    if (dice.chance(0.55)) labels[label] = dice.pick(dice.chance(wrong) ? WRONG_LEVELS : LEVELS);
    if (dice.chance(0.35)) labels[`${label}-version`] = dice.pick(dice.chance(wrong) ? WRONG_VERSIONS : VERSIONS);
  }
  return labels;
}
