/** What of other scanners' settings becomes ours, and what does not. */
export interface Migration {
  /** By control id or `area/*`. The last word on one holds. */
  readonly controls: Map<string, Migrated>;
  readonly exceptions: MigratedException[];
  /** Patterns of paths, each with where it comes from. */
  readonly exclude: Map<string, string>;
  /** What could not be carried over, one line each. */
  readonly lost: string[];
}

interface Migrated {
  readonly setting: 'on' | 'off';
  /** What it was called, and where. */
  readonly from: string;
}

export interface MigratedException {
  readonly control: string;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly path?: readonly string[] | undefined;
  readonly field?: string | undefined;
  readonly reason: string;
  readonly expires?: string | undefined;
  readonly from: string;
}

export function emptyMigration(): Migration {
  return { controls: new Map(), exceptions: [], exclude: new Map(), lost: [] };
}
