import { isDigit } from './chars';
import { at } from './memory';

/** Whether a quoted key might be the index of an array: JavaScript puts those before all other keys of an object. */
export function isIndex(start: i32, end: i32): bool {
  for (let pos = start; pos < end; pos++) if (!isDigit(at(pos))) return false;
  return end > start;
}
