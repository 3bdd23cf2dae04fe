/** The numbers at the start of a tag: `1.12.0` for `v1.12.0-alpine@…`. */
export type VersionNumbers = readonly number[];

const VERSION = /^v?(\d{1,9}(?:\.\d{1,9}){0,3})(?![\w.])(?![-+_]?(?:rc|alpha|beta|pre|dev))/;

/** The version that a tag names; undefined where it names none, or one that was not released. */
export function versionOf(tag: string): VersionNumbers | undefined {
  return VERSION.exec(tag)?.[1]?.split('.').map(Number);
}

/**
 * Whether the version is before another; undefined where it has too few numbers to say: `1.12` may be any release of it.
 */
export function isBefore(version: VersionNumbers, other: VersionNumbers): boolean | undefined {
  for (const [index, wanted] of other.entries()) {
    const own = version[index];
    if (own === undefined) return undefined;
    if (own !== wanted) return own < wanted;
  }
  return false;
}
