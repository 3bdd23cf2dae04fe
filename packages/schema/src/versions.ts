/** The minors of Kubernetes 1 that the tables know. */
export const OLDEST_MINOR = 29;
export const NEWEST_MINOR = 37;

/**
 * The minor that a version of Kubernetes names: 34 for `1.34`, `v1.34`, `1.34.4` and `v1.34.4-eks-1`. Undefined for what is
 * no version of Kubernetes 1; whether the tables know it is another question (`isKnownMinor`).
 */
export function minorOfVersion(version: string): number | undefined {
  const match = /^v?1\.(\d{1,3})(?:\.\d+(?:[-+][\w.+-]+)?)?\+?$/.exec(version);
  return match === null ? undefined : Number(match[1]);
}

export function isKnownMinor(minor: number): boolean {
  return Number.isInteger(minor) && minor >= OLDEST_MINOR && minor <= NEWEST_MINOR;
}
