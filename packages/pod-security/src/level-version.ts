import type { Level } from './level.ts';
import type { Version } from './version.ts';

/** Which rules to judge by. */
export interface LevelVersion {
  readonly level: Level;
  readonly version: Version;
}

/** `restricted:v1.34`, as the API server writes it. */
export function formatLevelVersion({ level, version }: LevelVersion): string {
  return `${level}:${version.text}`;
}

export function sameLevelVersion(a: LevelVersion, b: LevelVersion): boolean {
  return a.level === b.level && a.version.text === b.version.text;
}

/** Whether both demand the same: every version of `privileged` demands nothing. */
export function areEquivalent(a: LevelVersion, b: LevelVersion): boolean {
  return (a.level === 'privileged' && b.level === 'privileged') || sameLevelVersion(a, b);
}
