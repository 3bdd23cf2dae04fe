import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface ManifestFile {
  /** Its path below the corpora. */
  readonly id: string;
  readonly path: string;
}

/** The YAML and JSON files in one of the corpora. */
export function manifestFiles(corpora: string, folder: string): readonly ManifestFile[] {
  return readdirSync(join(corpora, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ id: path.slice(corpora.length + 1), path }));
}
