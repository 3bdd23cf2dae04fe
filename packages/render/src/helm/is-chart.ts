import type { FileSystem } from '@bulwark/source';

/** Whether a folder is a Helm chart: it has a `Chart.yaml`. `folder` is absolute, with forward slashes. */
export function isChart(folder: string, fs: FileSystem): boolean {
  try {
    return fs.kindOf(`${folder}/Chart.yaml`) === 'file';
  } catch {
    return false;
  }
}
