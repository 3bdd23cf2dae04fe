/** What reading gives up at. Each one ends in a failed or skipped file that names the limit, never in a crash. */
export const LIMITS = {
  /**
   * 64 MiB: the largest file, and the longest standard input. A dump of ten thousand objects is about 50 MB; the worst text of
   * this size (a list of empty lists) still fits into the memory that Node has by default when it is parsed.
   */
  fileBytes: 67_108_864,
  /** Folders below a named one. People nest ten deep; operating systems end at about two thousand. */
  folderDepth: 100,
  /** A file of ignore rules. Usual ones have less than a kilobyte, and every rule is tried on every path. */
  ignoreFileBytes: 262_144,
} as const;

/** `64 MiB`, `256 KiB`. */
export function formatBytes(bytes: number): string {
  return bytes >= 2 ** 20 ? `${bytes / 2 ** 20} MiB` : `${bytes / 2 ** 10} KiB`;
}
