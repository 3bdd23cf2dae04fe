const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'a link that leads to itself',
  ENAMETOOLONG: 'its path is too long',
  EISDIR: 'is a folder, not a file',
  EMFILE: 'too many open files',
  EIO: 'the disk failed to read it',
};

/** Why a file could not be read, in words for its user. */
export function readFailure(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code !== undefined) return (Object.hasOwn(WORDS, code) && WORDS[code]) || `could not be read (${code})`;
  return error instanceof Error ? error.message : String(error);
}
