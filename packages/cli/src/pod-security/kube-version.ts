import { UserError } from '@bulwark/model';
import { NEWEST_MINOR } from '@bulwark/pod-security';

/** `1.34`, `v1.34`, or what a cluster says of itself: `v1.33.4-gke.1000`. */
const FORM = /^v?1\.(0|[1-9]\d{0,3})(?:[.+-].*)?$/;

/** The minor version that somebody names on the command line; `latest` is the newest that is known. */
export function kubeVersion(text: string): number {
  if (text === 'latest') return NEWEST_MINOR;
  const minor = FORM.exec(text)?.[1];
  if (minor !== undefined && Number(minor) <= NEWEST_MINOR) return Number(minor);
  throw new UserError(`"${text}" is no version of Kubernetes whose policy is known`, {
    hint: `the versions are 1.0 to 1.${NEWEST_MINOR}, and latest, which is 1.${NEWEST_MINOR}`,
  });
}
