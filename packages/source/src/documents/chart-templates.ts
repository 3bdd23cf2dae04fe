import { posix } from 'node:path';

import type { FileSystem } from '../files/file-system.ts';

/** Tells whether a file lies in the `templates` folder of a Helm chart: one that has a Chart.yaml beside it. */
export function chartTemplates(fs: FileSystem): (location: string) => boolean {
  const known = new Map<string, boolean>();
  const isChart = (folder: string): boolean => {
    const answer = known.get(folder) ?? isFile(fs, posix.join(folder, 'Chart.yaml'));
    known.set(folder, answer);
    return answer;
  };
  return (location) => {
    for (let at = location.indexOf('/templates/'); at !== -1; at = location.indexOf('/templates/', at + 1)) {
      if (isChart(location.slice(0, at))) return true;
    }
    return false;
  };
}

function isFile(fs: FileSystem, path: string): boolean {
  try {
    return fs.kindOf(path) === 'file';
  } catch {
    return false;
  }
}
