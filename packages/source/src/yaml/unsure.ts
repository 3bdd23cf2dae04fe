/** What the quick reader gives where it is not sure: the full reader then decides, from the start of the document. */
export const UNSURE: unique symbol = Symbol('unsure');
export type Unsure = typeof UNSURE;
