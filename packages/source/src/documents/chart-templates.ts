import { posix } from 'node:path';

import type { FileSystem } from '../files/file-system.ts';

/** Tells in the `templates` folder of which Helm chart a file lies: of one that has a Chart.yaml beside it. */
export function chartTemplates(fs: FileSystem): (location: string) => string | undefined {
  const known = new Map<string, boolean>();
  const isChart = (folder: string): boolean => {
    const answer = known.get(folder) ?? isFile(fs, posix.join(folder, 'Chart.yaml'));
    known.set(folder, answer);
    return answer;
  };
  return (location) => {
    for (let at = location.indexOf('/templates/'); at !== -1; at = location.indexOf('/templates/', at + 1)) {
      if (isChart(location.slice(0, at))) return location.slice(0, at);
    }
    return undefined;
  };
}

function isFile(fs: FileSystem, path: string): boolean {
  try {
    return fs.kindOf(path) === 'file';
  } catch {
    return false;
  }
}
