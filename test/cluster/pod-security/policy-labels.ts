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
