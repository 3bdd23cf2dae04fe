/** From the least strict to the strictest. */
export const LEVELS = ['privileged', 'baseline', 'restricted'] as const;
export type Level = (typeof LEVELS)[number];

/** What the API server says of a level that is none. */
export const LEVEL_ERROR: string = `must be one of ${LEVELS.join(', ')}`;

/** The level of that name, or undefined: upper and lower case are told apart. */
export function parseLevel(text: string): Level | undefined {
  return LEVELS.find((level) => level === text);
}

/** Negative where `a` is less strict than `b`, positive where it is stricter. */
export function compareLevels(a: Level, b: Level): number {
  return LEVELS.indexOf(a) - LEVELS.indexOf(b);
}
