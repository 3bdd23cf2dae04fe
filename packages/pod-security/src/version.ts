/** The minor version of Kubernetes whose policy is the newest one that is known here. */
export const NEWEST_MINOR = 37;

/** A version of the policy. Two are the same where their texts are. */
export interface Version {
  /** As a namespace's label says it: `v1.34` or `latest`. */
  readonly text: string;
  /** Infinity for `latest`, which is newer than every version, future ones too. */
  readonly minor: number;
}

export const LATEST: Version = { text: 'latest', minor: Infinity };

/** What the API server says of a version that is none. */
export const VERSION_ERROR = 'must be "latest" or "v1.x"';

const FORM = /^v1\.(0|[1-9]\d*)$/;
/** The server reads the number into 64 bits. */
const LARGEST = 2n ** 63n - 1n;
const MOST_DIGITS = 19;

/** The version of the text of a label, or undefined: `1.34` without the `v` is none. */
export function parseVersion(text: string): Version | undefined {
  if (text === LATEST.text) return LATEST;
  const minor = FORM.exec(text)?.[1];
  if (minor === undefined || minor.length > MOST_DIGITS || BigInt(minor) > LARGEST) return undefined;
  return { text, minor: Number(minor) };
}

/** The version 1.`minor`. */
export function versionOf(minor: number): Version {
  return { text: `v1.${minor}`, minor };
}

/**
 * The minor version whose rules hold where `version` is asked of a server: it takes the newest that it knows for `latest`
 * and for all that it does not know yet.
 */
export function effectiveMinor(version: Version, newest: number = NEWEST_MINOR): number {
  return Math.min(version.minor, newest);
}
