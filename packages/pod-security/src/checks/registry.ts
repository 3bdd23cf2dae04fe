import type { Level } from '../level.ts';
import { NEWEST_MINOR } from '../version.ts';
import { allowPrivilegeEscalation } from './allow-privilege-escalation.ts';
import { appArmorProfile } from './app-armor-profile.ts';
import { capabilitiesBaseline } from './capabilities-baseline.ts';
import { capabilitiesRestricted } from './capabilities-restricted.ts';
import type { Check, CheckVersion } from './check.ts';
import { hostNamespaces } from './host-namespaces.ts';
import { hostPathVolumes } from './host-path-volumes.ts';
import { hostPorts } from './host-ports.ts';
import { hostProbesAndHostLifecycle } from './host-probes-and-host-lifecycle.ts';
import { privileged } from './privileged.ts';
import { procMount, procMountRestricted } from './proc-mount.ts';
import { restrictedVolumes } from './restricted-volumes.ts';
import { runAsNonRoot } from './run-as-non-root.ts';
import { runAsUser } from './run-as-user.ts';
import { seLinuxOptions } from './se-linux-options.ts';
import { seccompProfileBaseline } from './seccomp-profile-baseline.ts';
import { seccompProfileRestricted } from './seccomp-profile-restricted.ts';
import { sysctls } from './sysctls.ts';
import { windowsHostProcess } from './windows-host-process.ts';

/** Every check, in the order of upstream's messages: those of the baseline by id, then those of restricted by id. */
export const CHECKS: readonly Check[] = [
  appArmorProfile,
  capabilitiesBaseline,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  hostProbesAndHostLifecycle,
  privileged,
  procMount,
  seLinuxOptions,
  seccompProfileBaseline,
  sysctls,
  windowsHostProcess,
  allowPrivilegeEscalation,
  capabilitiesRestricted,
  procMountRestricted,
  restrictedVolumes,
  runAsNonRoot,
  runAsUser,
  seccompProfileRestricted,
];

/** A check with the rules that it has in one version. */
export interface ActiveCheck {
  readonly check: Check;
  readonly rules: CheckVersion;
}

const NONE: readonly ActiveCheck[] = [];
const tables: Partial<Record<Level, (readonly ActiveCheck[])[]>> = {};

/** The checks of a level in version 1.`minor`, in the order of upstream's messages. */
export function checksAt(level: Level, minor: number): readonly ActiveCheck[] {
  if (level === 'privileged') return NONE;
  tables[level] ??= Array.from({ length: NEWEST_MINOR + 1 }, (_, each) => activeChecks(level, each));
  return tables[level][minor] ?? NONE;
}

function activeChecks(level: Level, minor: number): readonly ActiveCheck[] {
  const active = CHECKS.flatMap((check): ActiveCheck[] => {
    const rules = check.versions.findLast(({ since }) => since <= minor);
    return rules === undefined || (level === 'baseline' && check.level !== 'baseline') ? [] : [{ check, rules }];
  });
  // What is overridden depends on the version: until 1.21 a restricted pod is held to the baseline's capabilities.
  const overridden = new Set(active.flatMap(({ rules }) => rules.overrides ?? []));
  return active.filter(({ check }) => !overridden.has(check.id));
}

export interface Tightening {
  readonly check: Check;
  /** The minor version that began it. */
  readonly since: number;
}

/** What a level forbids in its newest version and did not in version 1.`minor`, oldest first. Relaxations are none. */
export function forbiddenSince(level: Level, minor: number): readonly Tightening[] {
  return checksAt(level, NEWEST_MINOR)
    .flatMap(({ check }) =>
      check.versions.filter(({ stricter, since }) => stricter && since > minor).map(({ since }) => ({ check, since })),
    )
    .toSorted((a, b) => a.since - b.since);
}
