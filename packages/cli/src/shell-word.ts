/** A word of a command line that may hold anything, for POSIX shells. */
export function shellWord(text: string): string {
  return /^[\w.:@%+=,/-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** A path, which may begin like a flag. */
export function shellPath(path: string): string {
  return shellWord(path.startsWith('-') && path !== '-' ? `./${path}` : path);
}
