/** What can be said of a statement: it holds, it does not, or it depends on something that nobody has shown. */
export type Truth = boolean | Unsure;

export interface Unsure {
  readonly unknown: string;
}

export function isUnsure(truth: Truth): truth is Unsure {
  return typeof truth === 'object';
}

/** False where one is false; else unknown where one is. */
export function all(truths: Iterable<Truth>): Truth {
  let unsure: Unsure | undefined;
  for (const truth of truths) {
    if (truth === false) return false;
    if (isUnsure(truth)) unsure ??= truth;
  }
  return unsure ?? true;
}

/** True where one is true; else unknown where one is. */
export function some(truths: Iterable<Truth>): Truth {
  let unsure: Unsure | undefined;
  for (const truth of truths) {
    if (truth === true) return true;
    if (isUnsure(truth)) unsure ??= truth;
  }
  return unsure ?? false;
}

export function not(truth: Truth): Truth {
  return isUnsure(truth) ? truth : !truth;
}
