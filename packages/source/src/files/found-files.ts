import type { FileRecord, FileStatus } from '@bulwark/model';

/** A file to read. */
export interface FoundFile {
  /** As reports show it. */
  readonly path: string;
  /** Where it is, without links: the file's identity. Undefined for standard input. */
  readonly location: string | undefined;
  readonly named: boolean;
  /** What stands in it, where it is in no file system: what another program has printed. */
  readonly text?: string;
  /** Where its objects go that name no namespace. */
  readonly namespace?: string | undefined;
}

/** What a walk finds. Everything that it comes across is in here once. */
export class FoundFiles {
  readonly files: FoundFile[] = [];
  /** What is not read, and why. The path of a folder ends in a slash. */
  readonly records: FileRecord[] = [];
  /** Locations of the files and folders that are dealt with, and how they were shown. */
  readonly #seen = new Map<string, string>();

  /** Takes `location` for itself. Gives false where something else has it already. */
  claim(location: string, shown: string): boolean {
    if (this.#seen.has(location)) return false;
    this.#seen.set(location, shown);
    return true;
  }

  shownAt(location: string): string | undefined {
    return this.#seen.get(location);
  }

  leave(path: string, status: Exclude<FileStatus, 'scanned' | 'rendered'>, reason: string, named = false): void {
    this.records.push({ path, status, reason, named });
  }
}
