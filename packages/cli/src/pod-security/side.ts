import { UserError } from '@bulwark/model';
import { NEWEST_MINOR, parseLevel } from '@bulwark/pod-security';
import type { Side } from './diff.ts';
import { kubeVersion } from './kube-version.ts';

/** `restricted:1.37`, `restricted` or `1.37`. */
export function side(text: string): Side {
  const colon = text.indexOf(':');
  if (colon === -1) {
    const level = parseLevel(text);
    return level === undefined ? { level, minor: kubeVersion(text) } : { level, minor: NEWEST_MINOR };
  }
  const level = parseLevel(text.slice(0, colon));
  if (level === undefined) {
    throw new UserError(`"${text.slice(0, colon)}" is no level`, { hint: 'the levels are privileged, baseline and restricted' });
  }
  return { level, minor: kubeVersion(text.slice(colon + 1)) };
}
