/**
 * How deep collections may nest. kubectl stops at 10,000; no manifest comes near either, and every walk over a value may
 * recurse without fear for the stack.
 */
export const MAX_DEPTH = 1000;
