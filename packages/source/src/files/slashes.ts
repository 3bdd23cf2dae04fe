import { sep } from 'node:path';

/** `path` with forward slashes. Where the system itself uses them, a backslash is part of a name and stays. */
export function slashes(path: string): string {
  return sep === '\\' ? path.replaceAll('\\', '/') : path;
}
