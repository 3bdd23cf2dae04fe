/** Minor versions at which some check of Pod Security begins or changes. */
const BORDERS = [8, 19, 22, 23, 25, 27, 29, 31, 32, 34, 35, 37];
/** A server takes a version that it does not know yet for the newest that it knows. */
const FUTURE = 99;

/** `restricted:v1.25`: each level at every version where something changes, at the one before it, and at the ends. */
export const LEVEL_VERSIONS: readonly string[] = ['baseline', 'restricted'].flatMap((level) =>
  [...minors().map((minor) => `v1.${minor}`), 'latest'].map((version) => `${level}:${version}`),
);

function minors(): readonly number[] {
  return Array.from(new Set([0, ...BORDERS.flatMap((border) => [border - 1, border]), FUTURE]));
}
