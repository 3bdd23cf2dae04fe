import { build, Unavailable } from './build.ts';
import { areBuilt, type Programs } from './programs.ts';
import { KUBERNETES_VERSIONS } from './versions.ts';

/** What of the real thing can be had on this machine, and what cannot and why. */
export interface Available {
  readonly programs: readonly Programs[];
  readonly skipped: readonly string[];
}

/**
 * The programs of every version that a test run should use: the newest always, an older one where it is built already or
 * `BULWARK_CLUSTER=all` asks for it. `BULWARK_CLUSTER=built` builds nothing at all.
 */
export async function available(say: (line: string) => void): Promise<Available> {
  const wish = process.env['BULWARK_CLUSTER'] ?? '';
  const programs: Programs[] = [];
  const skipped: string[] = [];
  for (const [at, version] of KUBERNETES_VERSIONS.entries()) {
    const wanted = areBuilt(version) || wish === 'all' || (at === 0 && wish !== 'built');
    try {
      if (wanted) programs.push(await build(version, say));
      else skipped.push(`Kubernetes ${version.minor}: it is not built; BULWARK_CLUSTER=all builds it`);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      skipped.push(`Kubernetes ${version.minor}: ${error.message}`);
    }
  }
  return { programs, skipped };
}
