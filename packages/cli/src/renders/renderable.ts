import { posix, resolve } from 'node:path';
import type { FileSystem } from '@bulwark/source';

const MARKS = ['Chart.yaml', 'kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Whether a path is a chart or an overlay, by the file that makes it one: asked before anything is loaded that renders. */
export function isRenderable(path: string, fs: Pick<FileSystem, 'kindOf'>, cwd: string): boolean {
  if (path === '-') return false;
  if (path.endsWith('.tgz')) return true;
  return MARKS.some((mark) => isFile(posix.join(resolve(cwd, path).replaceAll('\\', '/'), mark), fs));
}

function isFile(path: string, fs: Pick<FileSystem, 'kindOf'>): boolean {
  try {
    return fs.kindOf(path) === 'file';
  } catch {
    return false;
  }
}
