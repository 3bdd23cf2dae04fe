import { readFileSync } from 'node:fs';

/** Undefined for what is no file by itself: a template in a packed chart. */
export function textAt(location: string): string | undefined {
  try {
    return readFileSync(location, 'utf8');
  } catch {
    return undefined;
  }
}
