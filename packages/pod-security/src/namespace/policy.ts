import { areEquivalent, formatLevelVersion, type LevelVersion } from '../level-version.ts';
import { LATEST } from '../version.ts';
import type { Mode } from './labels.ts';

/** What a namespace does with its pods: what it refuses, what it writes into the audit log, and what it warns about. */
export type Policy = Readonly<Record<Mode, LevelVersion>>;

const PRIVILEGED: LevelVersion = { level: 'privileged', version: LATEST };

/** The policy of a namespace without labels in a cluster without configuration: it takes everything. */
export const PRIVILEGED_POLICY: Policy = { enforce: PRIVILEGED, audit: PRIVILEGED, warn: PRIVILEGED };

export function isFullyPrivileged(policy: Policy): boolean {
  return [policy.enforce, policy.audit, policy.warn].every(({ level }) => level === 'privileged');
}

export function areEquivalentPolicies(a: Policy, b: Policy): boolean {
  return (['enforce', 'audit', 'warn'] as const).every((mode) => areEquivalent(a[mode], b[mode]));
}

/** `enforce=baseline:latest, warn=restricted:v1.34`, of the modes for which `isShown` holds. */
export function formatPolicy(policy: Policy, isShown: (mode: Mode) => boolean): string {
  return (['enforce', 'audit', 'warn'] as const)
    .filter(isShown)
    .map((mode) => `${mode}=${formatLevelVersion(policy[mode])}`)
    .join(', ');
}
