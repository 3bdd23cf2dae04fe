import { UserError } from '@bulwark/model';
import { minorOfVersion, NEWEST_MINOR, OLDEST_MINOR } from '@bulwark/schema';

/** The minor that `--kube-version` names, of those whose default roles are known. */
export function minorOf(version: string): number {
  const minor = minorOfVersion(version);
  if (minor !== undefined && minor >= OLDEST_MINOR && minor <= NEWEST_MINOR) return minor;
  throw new UserError(`"${version}" is no version of Kubernetes whose default roles are known`, {
    hint: `the versions are 1.${OLDEST_MINOR} to 1.${NEWEST_MINOR}`,
  });
}
